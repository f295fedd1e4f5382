/** The stories that every change is tested with, of every repository of the fleet; `projen-fleet rehearse` plays all. */
import { fleet } from '../../repos';
import type { Rehearsal } from '../../src/rehearse/rehearse';
import { storiesOf } from '../../src/rehearse/stories-of';
import type { StageTools } from '../../src/rehearse/tools/stage-tools';
import { workspaceWith } from '../support/run-script';
import { stageTools } from '../support/shared-tools';

let tools: StageTools;

beforeAll(async () => {
  tools = await stageTools();
});

const told = fleet
  .map((Repository) => storiesOf(new Repository({ outdir: workspaceWith() }), ({ core }) => core === true))
  .filter(({ stories }) => stories.length > 0);

describe.each(told)('$name', ({ stories, play }) => {
  let rehearsal: Rehearsal;

  beforeAll(async () => {
    rehearsal = await play({ tools, parallel: 2, onResult: () => undefined });
  }, 900_000);

  test.each(stories.map(({ chapter, title }) => [chapter, title] as const))('%s: %s', (chapter, title) => {
    const result = rehearsal.results.find((each) => each.chapter === chapter && each.title === title);
    expect(result).toMatchObject({ passed: true, reason: '' });
  });

  test('makes no call to the cloud that its emitted policies do not allow.', () => {
    expect(rehearsal.denied).toEqual([]);
  });
});
