/** What is demanded in every story: the failure of a step is heard. */
import { expectNoneIgnored } from '../../src/rehearse/play-story';
import type { Result } from '../../src/runner/machine';

/** A run with one step that ended so. */
function ended(name: string, outcome: Result, conclusion: Result): Parameters<typeof expectNoneIgnored>[0][number] {
  return { id: '7', report: { jobs: new Map([['deploy', { records: [{ name, outcome, conclusion }] }]]) } };
}

test('A step that failed while its job went on is a check that nobody hears.', () => {
  expect(() => {
    expectNoneIgnored([ended('Check the window', 'failure', 'success')]);
  }).toThrow('Step "Check the window" of deploy failed in run 7, and its job went on.');
});

test.each([
  ['that failed and stopped its job', ended('Check the window', 'failure', 'failure')],
  ['that went well', ended('Check the window', 'success', 'success')],
  ['that may fail, as its reason says', ended('Upload', 'failure', 'success')],
])('A step %s is none.', (_, run) => {
  expect(() => {
    expectNoneIgnored([run]);
  }).not.toThrow();
});
