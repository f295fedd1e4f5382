import { fleet } from '../../repos';
import { EXPLANATIONS, explanationOf } from '../../src/rehearse/mutation/explained';
import { allMutants } from '../../src/rehearse/mutation/sample';
import { workspaceWith } from '../support/run-script';

const outdir = workspaceWith();
const mutants = fleet.flatMap((Repository) => allMutants(new Repository({ outdir }).renderFiles()));

test.each(EXPLANATIONS)('$operator of $path ($what) is a damage that is done.', ({ reason }) => {
  expect(mutants.filter((mutant) => explanationOf(mutant) === reason)).not.toEqual([]);
});

test('Few damages change nothing, so that a figure says something about the stories.', () => {
  const equal = mutants.filter((mutant) => explanationOf(mutant) !== undefined);
  expect(equal.length / mutants.length).toBeLessThan(0.1);
});
