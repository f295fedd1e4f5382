/** The stories that every change is tested with, of every repository of the fleet; `projen-fleet rehearse` plays all. */
import { join, resolve } from 'node:path';
import { fleet } from '../../repos';
import { LambdaRepo } from '../../src';
import { choose, rehearse, type Rehearsal, type Selection } from '../../src/rehearse/rehearse';
import { deliveryChapters } from '../../src/rehearse/stories';
import { startStageTools, type StageTools } from '../../src/rehearse/tools/stage-tools';
import { workspaceWith } from '../support/run-script';

const folder = join(resolve(__dirname, '..', '..'), '.tools', 'bin');
let tools: StageTools;

beforeAll(async () => {
  tools = await startStageTools(folder, process.env['PATH'] ?? '', () => Date.now());
});
afterAll(() => tools.quick.stop());

const selectionOf = (project: LambdaRepo): Selection => {
  return { project, chapters: deliveryChapters, only: ({ core }) => core === true };
};
const projects = fleet
  .map((Repository) => new Repository({ outdir: workspaceWith() }))
  .filter((project) => project instanceof LambdaRepo);
const told = projects.filter((project) => choose(selectionOf(project)).length > 0);

describe.each(told)('$name', (project) => {
  const selection = selectionOf(project);
  const chosen = choose(selection);
  let rehearsal: Rehearsal;

  beforeAll(async () => {
    rehearsal = await rehearse({ ...selection, tools, parallel: 2, onResult: () => undefined });
  }, 900_000);

  test.each(chosen.map(({ chapter, story }) => [chapter.name, story.title] as const))('%s: %s', (chapter, title) => {
    const result = rehearsal.results.find((each) => each.chapter === chapter && each.title === title);
    expect(result).toMatchObject({ passed: true, reason: '' });
  });

  test('makes no call to the cloud that its emitted policies do not allow.', () => {
    expect(rehearsal.denied).toEqual([]);
  });
});
