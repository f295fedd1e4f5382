import { fleet } from '../../repos';
import { EXPLANATIONS, explanationOf } from '../../src/rehearse/mutation/explained';
import { allMutants } from '../../src/rehearse/mutation/sample';
import { workspaceWith } from '../support/run-script';

const outdir = workspaceWith();
const mutants = fleet.flatMap((Repository) => allMutants(new Repository({ outdir }).renderFiles()));

test.each(EXPLANATIONS)('$operator of $path ($what) is a damage that is done.', (each) => {
  const about = mutants.filter(
    ({ operator, path, what }) => operator === each.operator && path.endsWith(each.path) && what.includes(each.what),
  );
  expect(about).not.toEqual([]);
  for (const mutant of about) expect(explanationOf(mutant)).toBe(each.reason);
});

test('Few damages change nothing, so that a figure says something about the stories.', () => {
  const equal = mutants.filter((mutant) => explanationOf(mutant) !== undefined);
  expect(equal.length / mutants.length).toBeLessThan(0.1);
});
