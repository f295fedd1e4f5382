import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionsIn } from '../../src/fleet/pins/bumped';
import { findPin, pinned, PINS } from '../../src/github/pins';
import { action, checkout, checkoutDelivery, own } from '../../src/github/steps';

test('every pin is a full commit with a version as its publisher tags it, and is there once', () => {
  for (const { action: name, version, sha } of PINS) {
    expect([name, sha]).toEqual([name, expect.stringMatching(/^[0-9a-f]{40}$/)]);
    expect([name, version]).toEqual([name, expect.stringMatching(/^v\d+(\.\d+\.\d+)?$/)]);
    expect(PINS.filter((pin) => pin.action === name)).toHaveLength(1);
  }
});

test('the workflow that never runs, where bots look for versions, lists every pin and no other', () => {
  const workflow = readFileSync(join(__dirname, '../../.github/workflows/pins.yml'), 'utf8');
  expect(versionsIn(workflow)).toEqual(PINS.map(({ action: name, sha, version }) => ({ action: name, sha, version })));
  expect(workflow).toMatch(/^on:\n {2}workflow_call:\n\n/m);
});

test('a day on which a version was released is a day, where it is known', () => {
  const days = PINS.flatMap(({ released }) => released ?? []);
  expect(days.filter((day) => new Date(day).toISOString().slice(0, 10) !== day)).toEqual([]);
  expect(days.length).toBeGreaterThan(0);
});

test('an approved action is its commit, with the version as the comment', () => {
  const { sha, version } = findPin('actions/checkout');
  expect(pinned('actions/checkout')).toBe(`actions/checkout@${sha} # ${version}`);
});

test.each(['evil/action', 'actions/checkout@v4', 'actions/checkout@main', 'docker://alpine', ''])(
  '"%s" is not approved, and the message lists what is',
  (name) => {
    expect(() => pinned(name)).toThrow(
      /^Action ".*" is not in src\/github\/pins\.json\. Approved are actions\/attest, .*\. Add a reviewed row\.$/,
    );
  },
);

test.each([
  ['actions/checkout', { 'persist-credential': false }, 'actions/checkout v7.0.1 has no input "persist-credential".'],
  [
    'actions/checkout',
    { constructor: 1, toString: 2 },
    'actions/checkout v7.0.1 has no input "constructor", "toString".',
  ],
  ['actions/upload-artifact', {}, 'actions/upload-artifact v7.0.1 needs input "path".'],
  ['aws-actions/configure-aws-credentials', {}, /needs input "aws-region"\.$/],
])('%s with %j is refused: linters do not look at inputs behind a commit', (name, given, message) => {
  expect(() => pinned(name, given)).toThrow(message);
});

test('inputs are not checked where the pin says that they have not been read', () => {
  const unread = PINS.find(({ inputs }) => inputs === null);
  expect(unread && pinned(unread.action, { anything: 1 })).toContain('@');
});

test('a step has the inputs that it was given, and no empty "with"', () => {
  expect(checkout()).toMatchObject({ name: 'Check out', with: { 'persist-credentials': false } });
  expect(checkoutDelivery()).toMatchObject({ with: { 'persist-credentials': false, 'sparse-checkout': '.github' } });
  expect(action('Go', 'actions/setup-node', undefined, { id: 'go' })).toEqual({
    name: 'Go',
    id: 'go',
    uses: pinned('actions/setup-node'),
  });
  expect(own('.github/actions/a')).toMatch(/^\.\/\.github\/actions\/a # zizmor: ignore\[self-repository\] ./);
});
