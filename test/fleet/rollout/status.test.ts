import { ownPackage } from '../../../src/cli/own-package';
import { World } from './support/world';

const { version } = ownPackage();
let world: World;

beforeEach(async () => {
  world = await World.start({ shop: {}, bank: { rollout: { canary: true } }, farm: { files: {} } });
});

afterEach(() => world.github.stop());

const BRANCH = 'projen-fleet/update';

test('status shows all repositories in one table, and how far each default branch is behind.', async () => {
  await world.pr('open', '--wave', 'all');
  world.github.check = (name) => (name === 'shop' ? 'failure' : 'success');
  world.github.merge('bank', 1);
  const { code, output } = await world.pr('status');
  expect(code).toBe(2);
  expect(output).toBe(`repository  wave    pull request  checks  has    proposed  default branch
bank        canary  #1 merged     -       ${version}  ${version}     as defined
shop        wave 1  #1 open       red     -      ${version}     1 of 1 files behind
farm        wave 1  none          -       -      -         as defined

2 of 3 repositories are as defined. Versions merged: ${version}.
`);
  const json: unknown = JSON.parse((await world.pr('status', '--json', 'bank')).output);
  const row = { repository: 'bank', wave: 'canary', pull: 'merged', number: 1, version, behind: 0, files: 1 };
  expect(json).toMatchObject({ version: 1, repositories: [row] });
});

test('A repository that cannot be asked is told in its row, and the others are shown.', async () => {
  world.github.refusals = [{ match: /acme\/shop/, status: 404, message: 'Not Found' }];
  const { code, output } = await world.pr('status');
  expect(code).toBe(1);
  expect(output).toMatch(/^shop .*pulls\?.*: Not Found/m);
  expect(output).toMatch(/^bank .* 1 of 1 files behind$/m);
});

test('A token that nobody knows ends the command with a sentence.', async () => {
  world.github.refusals = [{ match: /./, status: 401, message: 'Bad credentials' }];
  const { code, errors } = await world.pr('status');
  expect(code).toBe(1);
  expect(errors).toMatch(/^GitHub does not know this token \(GET .*\)\. It may have expired: make a new one\.\n$/);
});

describe('Taking back', () => {
  test('close lets the next run propose the change again, abandon does not.', async () => {
    await world.pr('open', '--wave', 'all');
    const closed = await world.pr('close', 'shop');
    expect(closed).toMatchObject({ code: 0, output: 'closed    shop: closed #1\n' });
    expect(await world.pr('abandon', 'bank')).toMatchObject({ code: 0, output: 'closed    bank: closed #1\n' });
    expect(world.github.of('bank')[0]?.comments).toEqual([expect.stringContaining('will not be proposed again')]);
    expect(world.github.git('shop', 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    const { code, output } = await world.pr('open', '--wave', 'all');
    expect(code).toBe(2);
    expect(output).toMatch(/declined +bank: #1 with the same change was closed unmerged/);
    expect(output).toMatch(/opened +shop #2/);
  });

  test('A branch with commits of people stays, and where nothing is open nothing is done.', async () => {
    await world.pr('open', '--wave', 'all');
    world.commit('shop', BRANCH, { 'fix.txt': 'mine\n' });
    const { output } = await world.pr('close', 'shop');
    expect(output).toContain(`branch ${BRANCH} was left: people have commits on it`);
    expect(world.github.git('shop', 'show', `${BRANCH}:fix.txt`)).toBe('mine');
    expect(await world.pr('close', 'farm')).toMatchObject({ code: 0, output: 'No pull request is open.\n' });
  });

  test('What fails is named, as JSON too.', async () => {
    await world.pr('open', '--wave', 'all');
    world.github.refusals = [{ match: /PATCH/, status: 403, message: 'Forbidden' }];
    const { code, output } = await world.pr('close', '--json', 'shop');
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({ results: [{ repository: 'shop', state: 'failed' }] });
    expect((await world.pr('close', 'nobody')).errors).toBe('The fleet has no nobody. It has shop, bank, farm.\n');
  });
});
