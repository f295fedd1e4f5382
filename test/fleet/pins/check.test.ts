import { checkPins } from '../../../src/fleet/pins/pins';
import { actionYml, sha } from './support/fake-actions';
import { checkOf, INPUTS, NOW, PIN, repository, serve } from './support/world';

const released = '2026-08-01T10:00:00Z';

test('a pin that is as GitHub says has no finding', async () => {
  const text = 'Nothing is wrong, and nothing newer is to be taken.';
  expect(await checkOf(repository())).toEqual({ code: 0, text });
});

test.each([[['2']], [['2', '3', '4']]])(
  'an annotated tag is followed to its commit through the tag objects %j',
  async (digits) => {
    const objects = digits.map(sha);
    const { code } = await checkOf(repository({ tags: { 'v1.2.3': { commit: sha('1'), objects, released } } }));
    expect(code).toBe(0);
  },
);

test('a moved tag is a possible compromise: it is said so, with both commits, and comes before all else', async () => {
  const moved = repository({ tags: { 'v1.2.3': { commit: sha('9'), released } } });
  const { api } = await serve({ 'acme/build': moved, 'acme/old': repository({ archived: true }) });
  const printed: string[] = [];
  const pins = [{ ...PIN, action: 'acme/old' }, PIN];
  expect(await checkPins(pins, api, false, { now: NOW, print: (line) => printed.push(line) })).toBe(2);
  const [first, second] = printed.join('\n').split('\n');
  expect(first).toContain(`moved     acme/build POSSIBLE COMPROMISE: the tag v1.2.3 now points to ${sha('9')}`);
  expect(first).toContain(`${sha('1')} was reviewed. Do not update.`);
  expect(second).toMatch(/^archived {2}acme\/old is archived/);
});

test('a commit that another version names may be a mistake in the row, which is said beside it', async () => {
  const tags = { 'v1.2.3': { commit: sha('9'), released }, 'v1.2.2': { commit: sha('1') }, main: { commit: sha('1') } };
  const { code, text } = await checkOf(repository({ tags }));
  expect(code).toBe(2);
  expect(text).toContain(
    `${sha('1')} was reviewed, which is tagged v1.2.2 (if nothing was moved, the row names the wrong version). Do not update.`,
  );
});

test('the SHA of the tag object in place of the commit is a mistake, and no attack', async () => {
  const tags = { 'v1.2.3': { commit: sha('5'), objects: [sha('1')], released } };
  const { code, text } = await checkOf(repository({ tags }));
  expect(code).toBe(2);
  expect(text).toContain(`${sha('1')} is the tag object of v1.2.3, not a commit: write ${sha('5')}`);
  expect(text).not.toContain('COMPROMISE');
});

test('a tag that names no commit is an error', async () => {
  const endless = { commit: sha('1'), objects: ['2', '3', '4', '5', '6', '7'].map(sha) };
  const { code, text } = await checkOf(repository({ tags: { 'v1.2.3': endless } }));
  expect({ code, text }).toEqual({
    code: 1,
    text: expect.stringContaining('Tag v1.2.3 of acme/build names no commit.'),
  });
});

test.each([
  ['a withdrawn tag', { ...repository(), tags: {} }, 'tag gone  acme/build has no tag v1.2.3 any more.'],
  ['a repository that is gone', undefined, 'repository gone acme/build is gone from GitHub, or private'],
  [
    'an archived one',
    repository({ archived: true }),
    'acme/build is archived: v1.2.3 is the last version. Replace it.',
  ],
  ['a disabled one', repository({ disabled: true }), 'acme/build is disabled by GitHub'],
  ['a renamed one', repository({ name: 'evil/build' }), 'renamed   acme/build is called evil/build today.'],
])('%s is told', async (_, there, message) => {
  const { code, text } = await checkOf(there);
  expect(code).toBe(2);
  expect(text).toContain(message);
});

test('another spelling of the same name is no renaming', async () => {
  expect((await checkOf(repository({ name: 'Acme/Build' }))).code).toBe(0);
});

test.each([
  ['2026-08-02', 'v1.2.3 was released on 2026-08-01, and its row says 2026-08-02'],
  [null, 'v1.2.3 was released on 2026-08-01, and its row says nothing'],
])('a row that says it was released on %s is corrected', async (day, message) => {
  const { code, text } = await checkOf(repository(), { pin: { ...PIN, released: day } });
  expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining(message) });
  expect(text).toContain('projen-fleet pins update acme/build.');
});

test('a tag without a release says nothing of the day', async () => {
  expect((await checkOf(repository({ tags: { 'v1.2.3': { commit: sha('1') } } }))).code).toBe(0);
});

test.each([
  [{ inputs: { path: 'required' } }, 'has the new input depth'],
  [{ inputs: { path: 'required', depth: 'optional', old: 'optional' } }, 'no longer has input old'],
  [{ inputs: { path: 'optional', depth: 'optional' } }, 'needs input path'],
  [{ outputs: ['out', 'more'] }, 'no longer has output more'],
  [{ outputs: [] }, 'has the new output out'],
  [{ runtime: 'node20' }, 'runs on node24 instead of node20'],
  [{ inputs: null }, 'has inputs that were not read yet'],
])('a row with %j is not what action.yml says', async (row, message) => {
  const { code, text } = await checkOf(repository(), { pin: { ...PIN, ...row } });
  expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining(`interface acme/build v1.2.3 ${message}`) });
});

test('an action in a folder of its repository, with an action.yaml, is read there', async () => {
  const files = { [`${sha('1')}:sub/dir/action.yaml`]: actionYml(INPUTS) };
  const { api } = await serve({ 'acme/build': { ...repository(), files } });
  const pin = { ...PIN, action: 'acme/build/sub/dir' };
  expect(await checkPins([pin], api, false, { now: NOW, print: () => undefined })).toBe(0);
});

test.each([
  ['has none', {}, 'acme/build has no action.yml at 1111'],
  ['has one without a runtime', { [`${sha('1')}:action.yml`]: 'name: x' }, 'its action.yml has no runs.using'],
])('a commit that %s is an error', async (_, files, message) => {
  const { code, text } = await checkOf({ ...repository(), files });
  expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining(message) });
});
