import { checkPins } from '../../../src/fleet/pins/pins';
import { sha, type FakeTag } from './support/fake-actions';
import { checkOf, NOW, PIN, repository, serve } from './support/world';

const DAY = 86_400_000;
/** A release so many milliseconds before now. */
const ago = (milliseconds: number): FakeTag => ({
  commit: sha('2'),
  released: new Date(NOW.getTime() - milliseconds).toISOString(),
});
const textOf = async (tags: Record<string, FakeTag>, version = 'v1.2.3') =>
  (await checkOf(repository({ tags: { [version]: { commit: sha('1') }, ...tags } }), { pin: { ...PIN, version } }))
    .text;

test.each([
  [7 * DAY, 2, 'newer     acme/build v1.3.0 was released on 2026-09-13: projen-fleet pins update acme/build.'],
  [7 * DAY - 1, 0, 'waiting   acme/build v1.3.0: it rests until 2026-09-20T12:00Z, 7 days after its release.'],
  [6 * DAY + 23 * 3_600_000, 0, 'waiting   acme/build v1.3.0: it rests until 2026-09-20T13:00Z'],
  [0, 0, 'waiting   acme/build v1.3.0'],
])('a version that was released %d ms ago gives exit code %d', async (milliseconds, code, message) => {
  const checked = await checkOf(repository({ tags: { 'v1.3.0': ago(milliseconds) } }));
  expect(checked).toEqual({ code, text: expect.stringContaining(message) });
});

test('while the newest rests, the one before it is offered', async () => {
  const text = await textOf({ 'v1.3.0': ago(20 * DAY), 'v1.3.1': ago(10 * DAY), 'v1.10.0': ago(DAY) });
  expect(text).toContain('newer     acme/build v1.3.1');
  expect(text).toContain('waiting   acme/build v1.10.0');
  expect(text).not.toContain('v1.3.0');
});

test('a new major is offered apart, by its option', async () => {
  const text = await textOf({ 'v1.2.4': ago(8 * DAY), 'v2.0.0': ago(9 * DAY), 'v10.0.0': ago(10 * DAY) });
  expect(text).toContain('newer     acme/build v1.2.4');
  expect(text).toContain(
    'major     acme/build v10.0.0 was released on 2026-09-10: projen-fleet pins update --major acme/build.',
  );
});

test('a version without a release is never offered: only its author says how old it is', async () => {
  const checked = await checkOf(repository({ tags: { 'v1.3.0': { commit: sha('2') } } }));
  expect(checked.code).toBe(0);
  expect(checked.text).toContain(
    'waiting   acme/build v1.3.0: it has no release, so only its author says how old it is',
  );
});

test.each([
  'v1.3.0-rc.1',
  '1.3.0',
  'v1.3',
  'v2',
  'latest',
  'v9.9.9;rm -rf',
  'v9.9.9/../../main',
  'v9.9.9\u001b[31m',
  'V9.9.9',
  'v9.9.9 ',
  'v99999999999999999999.0.0',
  '__proto__',
  'v1.2.3.4',
])('a tag named %j is no version beside v1.2.3', async (tag) => {
  const { api, fake } = await serve({ 'acme/build': repository({ tags: { [tag]: ago(30 * DAY) } }) });
  const printed: string[] = [];
  expect(await checkPins([PIN], api, false, { now: NOW, print: (line) => printed.push(line) })).toBe(0);
  expect(printed).toEqual(['Nothing is wrong, and nothing newer is to be taken.']);
  expect(fake.calls.filter((call) => call.includes(tag))).toEqual([]);
});

test('where a publisher tags majors alone, majors are compared', async () => {
  const text = await textOf({ v4: ago(8 * DAY), 'v5.0.0': ago(8 * DAY) }, 'v3');
  expect(text).toContain('major     acme/build v4 was released');
  expect(text).not.toContain('v5.0.0');
});

test('all pages of tags are read', async () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`v1.2.${i + 4}`, ago(8 * DAY)]));
  const { api, fake } = await serve({ 'acme/build': repository({ tags: many }) });
  const printed: string[] = [];
  await checkPins([PIN], api, false, { now: NOW, print: (line) => printed.push(line) });
  expect(printed.join('')).toContain('newer     acme/build v1.2.253');
  expect(fake.calls.filter((call) => call.includes('/tags?'))).toHaveLength(3);
});

test('a list of tags that never ends is given up', async () => {
  const page = Array.from({ length: 100 }, () => ({ name: 'v1.0.0', commit: { sha: sha('1') } }));
  const fault = (path: string) => (path.endsWith('/build/tags') ? { status: 200, body: page } : undefined);
  const { code, text } = await checkOf(repository(), { fault });
  expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining('has more than 5000 tags. Look by hand.') });
});
