import {
  addArtifact,
  addAsset,
  addCheckRun,
  addComment,
  addCommit,
  addDeployment,
  addDeploymentStatus,
  addEnvironment,
  addIssue,
  addJob,
  addPullRequest,
  addRelease,
  addRun,
  routes,
  type Permissions,
} from '../../../src/rehearse/github';
import { SHA, table } from './endpoints';
import { ALL, World } from './world';

/** A repository in which every address of the table below names something. */
async function everything(): Promise<World> {
  const world = await World.start();
  const { shop } = world;
  addCommit(shop, { sha: SHA, files: { 'src/main.py': 'print(1)\n' } });
  addCommit(shop, { sha: 'b'.repeat(40), files: { 'src/main.py': 'print(2)\n' }, branch: 'feature', parents: [SHA] });
  addCommit(shop, { sha: 'c'.repeat(40), files: { 'src/new.py': '' }, branch: 'next', parents: [SHA] });
  shop.protections['main'] = { reviews: 1 };
  shop.tags.push({ sha: 'd'.repeat(40), tag: 'v0', message: '', object: SHA, tagger: 'octocat', date: '' });
  shop.refs['refs/tags/old'] = SHA;
  shop.trees.push({ sha: 'e'.repeat(40), files: {} });
  const ids = (id: number): { readonly id: number } => ({ id });
  const environment = addEnvironment(shop, 'prod', {
    reviewers: [{ user: 'github-actions[bot]' }],
    variables: { LEVEL: 'a' },
  });
  shop.environments = [{ ...environment, id: 60, branches: [{ id: 61, name: 'main', type: 'branch' }] }];
  const lists = { include: [], exclude: [], rules: [], bypass: [] };
  shop.rulesets.push({ ...ids(70), name: 'main', enforcement: 'active', ...lists });
  const run = addRun(shop, { ...ids(10), path: '.github/workflows/deploy.yml', sha: SHA });
  run.waiting = [{ environment: 'prod', timerStartedAt: null }];
  addJob(shop, run, { ...ids(11), name: 'deploy' });
  const artifact = addArtifact(shop, { name: 'site', run: 10, content: Buffer.from('zip') });
  shop.artifacts = [{ ...artifact, id: 12 }];
  const release = addRelease(shop, { ...ids(20), tag: 'v1' });
  release.assets = [{ ...addAsset(shop, release, 'a.zip', { content: 'bytes' }), id: 21 }];
  const deployment = addDeployment(shop, { ...ids(30), sha: SHA });
  addDeploymentStatus(shop, deployment, { ...ids(31), state: 'success' });
  addCheckRun(shop, { ...ids(40), sha: SHA, name: 'lint' });
  const issue = addIssue(shop, { title: 'Broken', labels: ['bug'] });
  shop.comments = [{ ...addComment(shop, issue, 'Yes'), id: 50 }];
  addPullRequest(shop, { title: 'Change', head: 'feature' });
  return world;
}

/** `a=read,b=write; c=read` as sets of permissions. */
function sets(header: string): Permissions[] {
  return header.split('; ').map((set) => {
    const rows = set.split(',').map((each) => each.split('='));
    return Object.fromEntries(rows.map(([name, level]) => [name, level === 'read' ? 'read' : 'write']));
  });
}

/** All that a token can have, but for what would open that endpoint. */
function allBut(header: string): Permissions {
  const needed = sets(header).flatMap((set) => Object.entries(set));
  const lower = needed.map(([name, level]) => [name, level === 'write' ? ('read' as const) : ('none' as const)]);
  return { ...ALL, ...Object.fromEntries(lower) };
}

let world: World;
beforeEach(async () => {
  world = await everything();
});
afterEach(() => world.github.stop());

/** Those of organisations have a table of their own. */
const isAboutRepository = (call: string): boolean => call.includes('/repos/');

test('the table has every endpoint of repositories, once', () => {
  expect(table.map(([call]) => call).sort()).toEqual(
    routes
      .map(({ call }) => call)
      .filter(isAboutRepository)
      .sort(),
  );
});

for (const [call, path, header, status, json] of table)
  describe(call, () => {
    const what = `${call.split(' ')[0] ?? ''} ${path.startsWith('UPLOAD') ? '/upload' : ''}/repos/acme/shop${path.replace('UPLOAD', '')}`;

    test.each(sets(header).map((set) => [Object.entries(set).join(' '), set] as const))(
      'is open to %s',
      async (_, set) => {
        const answered = await world.call(what, { token: world.tokenFor(set), json });
        expect([answered.status, answered.body]).toEqual([status, answered.body]);
        expect(answered.headers.get('x-accepted-github-permissions')).toBe(header);
      },
    );

    if (header !== 'metadata=read')
      test('is closed to everything else, and says what it needs', async () => {
        const { shop } = world;
        const before = JSON.stringify(shop, withoutHost);
        const answered = await world.call(what, { token: world.tokenFor(allBut(header)), json });
        expect([answered.status, answered.body.message]).toEqual([403, 'Resource not accessible by integration']);
        expect(answered.headers.get('x-accepted-github-permissions')).toBe(header);
        expect(JSON.stringify(shop, withoutHost)).toBe(before);
      });

    test('is not there for the token of another repository', async () => {
      world.add('acme/other');
      const token = world.tokenFor(ALL, 'acme/other');
      const answered = await world.call(what, { token, json });
      expect([answered.status, answered.body.message]).toEqual([404, 'Not Found']);
    });
  });

function withoutHost(key: string, value: unknown): unknown {
  return key === 'host' ? undefined : value;
}
