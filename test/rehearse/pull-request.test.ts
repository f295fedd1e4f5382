/** A repository whose promotions are approved by pull request, rehearsed like those of the fleet. */
import { LambdaRepo } from '../../src';
import type { Rehearsal } from '../../src/rehearse/rehearse';
import { storiesOf } from '../../src/rehearse/stories-of';
import { reviewed } from '../invariants/definitions';
import { workspaceWith } from '../support/run-script';
import { stageTools } from '../support/shared-tools';

const told = storiesOf(
  new LambdaRepo(reviewed, { outdir: workspaceWith() }),
  ({ core }, { name }) => core === true && name === 'promotion-pull-request',
);

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await told.play({ tools: await stageTools(), parallel: 2, onResult: () => undefined });
}, 900_000);

test.each(told.stories.map(({ title }) => title))('%s', (title) => {
  expect(rehearsal.results.find((each) => each.title === title)).toMatchObject({ passed: true, reason: '' });
});

test('There are stories of approval, of too few people, and of none.', () => {
  expect(told.stories.length).toBeGreaterThanOrEqual(3);
});
