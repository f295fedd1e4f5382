/** Which stories are played first against what is broken. */
import type { Mutant } from '../../src/rehearse/mutation/mutant';
import { inOrder, type Played } from '../../src/rehearse/mutation/order';
import { Reach } from '../../src/rehearse/mutation/reach';

const DEPLOY = '.github/workflows/deploy.yml';
const SETUP = '.github/actions/setup/action.yml';
const files = [
  [
    DEPLOY,
    'jobs:\n  go:\n    steps:\n      - name: Check\n        run: .github/scripts/check.sh\n      - name: Go\n        run: echo go\n',
  ],
  [SETUP, 'runs:\n  steps:\n    - name: Install\n      run: \'"$GITHUB_ACTION_PATH/install.sh"\'\n'],
  ['.github/scripts/check.sh', 'here=$(dirname "$0")\n"$here/ask.sh"\n'],
  ['.github/scripts/ask.sh', 'true\n'],
  ['.github/actions/setup/install.sh', 'true\n'],
].map(([path = '', content = '']) => ({ path, content }));

const reach = new Reach(files);
const key = (step: string, path = DEPLOY, job = 'go'): string => [path, job, step].join('\n');
const broken = (path: string, steps: readonly string[] = []): Mutant => ({ operator: 'x', path, what: '', content: '', steps }); // prettier-ignore
const played = (story: string, seconds: number, ran: readonly string[], failed: readonly string[] = []): Played<string> => ({ story, seconds, ran, failed }); // prettier-ignore

test.each([
  ['a script that a step runs', '.github/scripts/check.sh', 'Check'],
  ['a script that this one calls', '.github/scripts/ask.sh', 'Check'],
])('%s is reached by that step alone.', (_, path, step) => {
  expect(reach.of(broken(path), [key('Check'), key('Go')])).toEqual([key(step)]);
});

test('A script beside its action is reached by the step of the action.', () => {
  const install = key('Install', SETUP, '');
  expect(reach.of(broken('.github/actions/setup/install.sh'), [key('Check'), install])).toEqual([install]);
});

test('What names no step is reached by all steps of the file.', () => {
  const steps = [key('Check'), key('Go'), key('Install', SETUP, '')];
  expect(reach.of(broken(DEPLOY), steps)).toEqual([key('Check'), key('Go')]);
  expect(reach.of(broken(DEPLOY, [key('Go')]), steps)).toEqual([key('Go')]);
});

test('Stories that see something new come first, the quick ones before the slow, and those that see nothing never.', () => {
  const stories = [
    played('slow', 9, [key('Check')]),
    played('quick', 1, [key('Check')]),
    played('elsewhere', 1, [key('Install', SETUP, '')]),
    played('red', 5, [key('Check')], [key('Check')]),
  ];
  expect(inOrder(broken('.github/scripts/check.sh'), stories, reach)).toEqual(['quick', 'red', 'slow']);
});
