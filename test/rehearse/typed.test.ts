/** What people paste from a runbook, as the stage reads it. */
import { dispatchTyped, typedIn, wordsOf } from '../../src/rehearse/stage/typed';

const stage = { parts: { repository: { owner: 'acme', name: 'shop' } } };
const START = 'gh workflow run rollback.yml --repo acme/shop --ref main';

test('Lines of a page are those in its blocks for a shell.', () => {
  expect(typedIn('Go back:\n\n```bash\nfirst\nsecond\n```\n\n```yaml\nnone: 1\n```\n\n```bash\nthird\n```\n')).toEqual([
    'first',
    'second',
    'third',
  ]);
  expect(typedIn('Nothing to type.')).toEqual([]);
});

test('Words of a line are what the shell hands over.', () => {
  expect(wordsOf(`gh api 'a b' --jq ".x"`)).toEqual(['gh', 'api', 'a b', '--jq', '.x']);
});

test.each(['', 'one; two', 'one && two'])('%j is not one command.', (line) => {
  expect(() => wordsOf(line)).toThrow(`This is not one command: ${line}`);
});

test.each([
  ['no inputs', START, {}],
  ['inputs', `${START} -f environment=prod -f reason='a = b'`, { environment: 'prod', reason: 'a = b' }],
])('A line that starts a workflow has %s.', (_, line, inputs) => {
  expect(dispatchTyped(stage, line)).toEqual({ workflow: 'rollback.yml', ref: 'refs/heads/main', inputs });
});

test.each([
  ['gh workflow view rollback.yml --repo acme/shop', /^This starts no workflow/],
  ['aws lambda list-functions', /^This starts no workflow/],
  ['gh workflow run rollback.yml --ref main', /^This is about another repository/],
  ['gh workflow run rollback.yml --repo acme/other --ref main', /^This is about another repository/],
])('%s is refused.', (line, why) => {
  expect(() => dispatchTyped(stage, line)).toThrow(why);
});
