import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../support/commands';
import { World, type Defined } from './support/world';

let world: World;

async function start(fleet: Readonly<Record<string, Defined>> = { shop: {} }): Promise<World> {
  world = await World.start(fleet);
  world.github.headers = { 'x-oauth-scopes': 'repo, workflow' };
  return world;
}

afterEach(() => world.github.stop());

const BRANCH = 'projen-fleet/update';

describe('One pull request', () => {
  test('has the files on a branch, says what they mean, and how to test and to refuse them.', async () => {
    const { github, pr, open } = bound(await start({ shop: { rollout: { labels: ['ci'], reviewers: ['dev-lead', '@ann'] } } })); // prettier-ignore
    const { code, output } = await pr('open');
    expect(code).toBe(0);
    expect(output).toMatch(/^1\/1 opened {4}shop #1 https:\/\/github\.com\/acme\/shop\/pull\/1\n1 repositories: 1 opened\.\nNo wave is left\.\n$/); // prettier-ignore
    const pull = open('shop');
    expect(pull).toMatchObject({ head: BRANCH, base: 'main', title: 'ci: update 1 generated file', reviewers: ['ann', 'dev-lead'] }); // prettier-ignore
    expect([...pull.labels]).toEqual(['ci', 'projen-fleet']);
    expect(pull.body).toContain('### What is done differently\n\n- workflow ci is new');
    expect(pull.body).toContain('- `.github/workflows/ci.yml` (create)');
    expect(pull.body).toContain('rehearse shop');
    expect(github.git('shop', 'show', `${BRANCH}:.github/workflows/ci.yml`)).toBe('name: CI');
    expect(github.git('shop', 'show', `${BRANCH}:.projen/managed.sha256`)).toContain('ci.yml');
    expect(github.git('shop', 'log', '--format=%an %s', `main..${BRANCH}`)).toBe('projen-fleet ci: update 1 generated file'); // prettier-ignore
  });

  test('is found again by a second run, which changes nothing.', async () => {
    const { github, pr } = bound(await start());
    await pr('open');
    const before = github.git('shop', 'rev-parse', BRANCH);
    const writes = github.calls.filter((call) => !call.startsWith('GET')).length;
    expect(await pr('open')).toMatchObject({ code: 0, output: '1 repositories: 1 current.\nNo wave is left.\n' });
    expect(github.git('shop', 'rev-parse', BRANCH)).toBe(before);
    expect(github.calls.filter((call) => !call.startsWith('GET'))).toHaveLength(writes);
    expect(github.of('shop')).toHaveLength(1);
  });

  test('is updated when the definition says something else, and not when only other files of the repository changed.', async () => {
    const { github, pr, define, commit } = bound(await start());
    await pr('open');
    const before = github.git('shop', 'rev-parse', BRANCH);
    commit('shop', 'main', { 'app.py': 'print(1)\n' });
    expect((await pr('open')).output).toContain('1 current');
    expect(github.git('shop', 'rev-parse', BRANCH)).toBe(before);
    define({ shop: { files: { '.github/workflows/ci.yml': 'name: Checks\n' } } });
    expect((await pr('open')).output).toContain('updated   shop #1');
    expect(github.git('shop', 'show', `${BRANCH}:app.py`)).toBe('print(1)');
    expect(github.of('shop')).toHaveLength(1);
  });

  test('is closed with a comment, and its branch removed, when nothing is left in it.', async () => {
    const { github, pr, commit } = bound(await start());
    await pr('open');
    commit('shop', 'main', Object.fromEntries(['.github/workflows/ci.yml', '.projen/managed.sha256'].map((path) => [path, `${github.git('shop', 'show', `${BRANCH}:${path}`)}\n`]))); // prettier-ignore
    expect((await pr('open')).output).toContain('closed    shop: nothing is left in #1');
    expect(github.of('shop').map(({ state }) => state)).toEqual(['closed']);
    expect(github.of('shop')[0]?.comments).toEqual([expect.stringContaining('main has all of this')]);
    expect(() => github.git('shop', 'rev-parse', '--verify', '--quiet', `refs/heads/${BRANCH}`)).toThrow();
  });

  test('that was merged leaves nothing to do, and the branch that GitHub left goes.', async () => {
    const { github, pr, open } = bound(await start());
    await pr('open');
    github.merge('shop', open('shop').number);
    expect(await pr('open')).toMatchObject({ code: 0, output: expect.stringContaining('1 unchanged') });
    expect(github.of('shop')).toHaveLength(1);
  });

  test('is never opened where there is nothing to change: the API is not even asked.', async () => {
    const { github, pr } = bound(await start({ shop: { files: {} } }));
    expect((await pr('open')).output).toContain('1 unchanged');
    expect(github.calls).toEqual(['GET /']);
  });
});

describe('What people do is kept', () => {
  test('Commits that they pushed to the branch are never overwritten, and somebody is told.', async () => {
    const { github, pr, define, commit } = bound(await start());
    await pr('open');
    commit('shop', BRANCH, { 'fix.txt': 'mine\n' });
    define({ shop: { files: { '.github/workflows/ci.yml': 'name: Checks\n' } } });
    const { code, output } = await pr('open');
    expect(code).toBe(2);
    expect(output).toContain('people    shop #1 https://github.com/acme/shop/pull/1: people pushed to the branch');
    expect(github.git('shop', 'show', `${BRANCH}:fix.txt`)).toBe('mine');
    define({ shop: { files: {} } });
    expect((await pr('open')).output).toContain('nothing of the tool is left to propose');
  });

  test('A change that they closed unmerged is not proposed again; another one is.', async () => {
    const { github, pr, define, open } = bound(await start());
    await pr('open');
    open('shop').state = 'closed';
    expect(await pr('open')).toMatchObject({ code: 2, output: expect.stringContaining('declined  shop: #1 with the same change') }); // prettier-ignore
    define({ shop: { files: { '.github/workflows/ci.yml': 'name: Checks\n' } } });
    expect((await pr('open')).output).toContain('opened    shop #2');
    expect(github.of('shop').map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  test('A file that they edited stops its repository, and no other.', async () => {
    const { github, pr, commit, open } = bound(await start({ shop: {}, bank: {} }));
    commit('shop', 'main', { '.github/workflows/ci.yml': 'name: Mine\n' });
    const { code, output } = await pr('open');
    expect(code).toBe(2);
    expect(output).toContain('refused   shop: people changed .github/workflows/ci.yml: decide by projen-fleet apply');
    expect(github.of('shop')).toEqual([]);
    expect(open('bank').number).toBe(1);
  });
});

describe('What it needs', () => {
  test.each([
    ['repo', /^The token lacks the scope "workflow" \(it has repo\)\./],
    ['', /^The token lacks the scope "repo" \(it has none\)\.[^\n]*\nThe token lacks the scope "workflow"/],
  ])('A classic token with the scopes "%s" is refused before anything is done.', async (scopes, sentence) => {
    const { github, pr } = bound(await start());
    github.headers = { 'x-oauth-scopes': scopes };
    const { code, errors } = await pr('open');
    expect(code).toBe(1);
    expect(errors).toMatch(sentence);
    expect(github.calls).toEqual(['GET /']);
  });

  test('An App signs in by its key, once its permissions are seen to be enough.', async () => {
    const { github, pr } = bound(await start());
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } }); // prettier-ignore
    world.signedIn = { GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY: privateKey, GITHUB_APP_INSTALLATION_ID: '2' };
    github.permissions = { contents: 'write', pull_requests: 'write', checks: 'read', statuses: 'read' };
    expect(await pr('open')).toMatchObject({ code: 1, errors: expect.stringContaining('lacks "workflows: write"') });
    github.permissions = { ...github.permissions, workflows: 'write' };
    expect((await pr('open')).code).toBe(0);
    expect(github.calls).toContain('POST /app/installations/2/access_tokens');
  });

  test('A refused pull request, and a branch that may not be removed, are told with the repository.', async () => {
    const { github, pr, open, define } = bound(await start());
    github.refusals = [{ match: /POST .*pulls/, status: 422, message: 'Validation Failed' }];
    expect((await pr('open')).output).toMatch(/failed +shop: POST \S+\/pulls: Validation Failed/);
    github.refusals = [{ match: /DELETE/, status: 403, message: 'Forbidden' }];
    await pr('open');
    expect(open('shop').state).toBe('open');
    define({ shop: { files: {} } });
    expect((await pr('open')).output).toMatch(/failed +shop: DELETE \S+: Forbidden/);
  });

  test('An address without a name in it is refused.', async () => {
    const { pr } = bound(await start());
    expect((await pr('open', '--remote', 'file:///tmp/shop.git')).errors).toContain('has no {name} in it');
  });

  test('A folder with something of somebody in it is not taken for clones.', async () => {
    const { folder, pr } = bound(await start());
    put(folder, { 'clones/work/notes.txt': 'mine\n' });
    expect(await pr('open')).toMatchObject({ code: 1, errors: expect.stringContaining('give a folder that is new or empty') }); // prettier-ignore
    expect(readFileSync(join(folder, 'clones/work/notes.txt'), 'utf8')).toBe('mine\n');
  });

  test('The token is in no file of the clones.', async () => {
    const { folder, pr } = bound(await start());
    await pr('open');
    expect(readFileSync(join(folder, 'clones/shop/.git/config'), 'utf8')).not.toContain('ghp_x');
    expect(existsSync(join(folder, 'clones/projen-fleet.jsonl'))).toBe(true);
  });

  test('A repository without an owner, and one that is not there, are told.', async () => {
    const { pr, folder, define } = bound(await start());
    define({ shop: {}, gone: {} });
    const { code, output } = await pr('open', '--parallel', '1');
    expect(code).toBe(1);
    expect(output).toMatch(/failed +gone: GitHub shows no such repository to this token/);
    put(folder, { 'fleet.ts': readFileSync(join(folder, 'fleet.ts'), 'utf8').replaceAll('"owner":"acme",', '') });
    expect((await pr('open')).errors).toBe('repos/shop.ts does not say whose repository shop is. Give it an owner.\n');
  });

  test('Reviewers that cannot be asked are a note, and the pull request stays.', async () => {
    const { github, pr, open } = bound(await start({ shop: { rollout: { reviewers: ['@ghost'] } } }));
    github.unknown = ['ghost'];
    const { code, output } = await pr('open');
    expect(code).toBe(0);
    expect(output).toContain(': nobody was asked for a review: @ghost cannot all review here');
    expect(open('shop').labels.has('projen-fleet')).toBe(true);
  });
});

/** A world whose parts can be taken apart. */
function bound(one: World) {
  return {
    github: one.github,
    folder: one.folder,
    pr: one.pr.bind(one),
    open: one.open.bind(one),
    define: one.define.bind(one),
    commit: one.commit.bind(one),
  };
}
