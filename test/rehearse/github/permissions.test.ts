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
import { ALL, World } from './world';

const SHA = 'a'.repeat(40);

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

type Row = readonly [call: string, path: string, header: string, status: number, json?: unknown];

const R = '/repos/{owner}/{repo}';
const E = `${R}/environments/{environment_name}`;
const RUN = `${R}/actions/runs/{run_id}`;
const REVIEW = { state: 'approved', comment: '', environment_ids: [60] };

/** As GitHub documents them: https://docs.github.com/rest/authentication/permissions-required-for-github-apps */
const table: readonly Row[] = [
  [`GET ${R}`, '', 'metadata=read', 200],
  [`GET ${R}/collaborators/{username}/permission`, '/collaborators/octocat/permission', 'metadata=read', 200],
  [`GET ${R}/environments`, '/environments', 'actions=read', 200],
  [`GET ${R}/environments/{environment_name}`, '/environments/prod', 'actions=read', 200],
  [
    `GET ${R}/environments/{environment_name}/deployment-branch-policies`,
    '/environments/prod/deployment-branch-policies',
    'actions=read',
    200,
  ],
  [`PUT ${E}`, '/environments/prod', 'administration=write', 200, { wait_timer: 5 }],
  [`DELETE ${E}`, '/environments/prod', 'administration=write', 204],
  [
    `POST ${E}/deployment-branch-policies`,
    '/environments/prod/deployment-branch-policies',
    'administration=write',
    200,
    { name: 'next' },
  ],
  [
    `DELETE ${E}/deployment-branch-policies/{branch_policy_id}`,
    '/environments/prod/deployment-branch-policies/61',
    'administration=write',
    204,
  ],
  [`GET ${E}/variables`, '/environments/prod/variables', 'environments=read', 200],
  [`POST ${E}/variables`, '/environments/prod/variables', 'environments=write', 201, { name: 'MODE', value: 'quiet' }],
  [`GET ${E}/variables/{name}`, '/environments/prod/variables/level', 'environments=read', 200],
  [`PATCH ${E}/variables/{name}`, '/environments/prod/variables/LEVEL', 'environments=write', 204, { value: 'b' }],
  [`DELETE ${E}/variables/{name}`, '/environments/prod/variables/LEVEL', 'environments=write', 204],
  [`GET ${R}/rulesets`, '/rulesets', 'metadata=read', 200],
  [`GET ${R}/rulesets/{ruleset_id}`, '/rulesets/70', 'metadata=read', 200],
  [`POST ${R}/rulesets`, '/rulesets', 'administration=write', 201, { name: 'next', enforcement: 'active' }],
  [`PUT ${R}/rulesets/{ruleset_id}`, '/rulesets/70', 'administration=write', 200, { enforcement: 'disabled' }],
  [`DELETE ${R}/rulesets/{ruleset_id}`, '/rulesets/70', 'administration=write', 204],
  [`GET ${R}/actions/permissions`, '/actions/permissions', 'administration=read', 200],
  [`PUT ${R}/actions/permissions`, '/actions/permissions', 'administration=write', 204, { enabled: false }],
  [`GET ${R}/actions/permissions/workflow`, '/actions/permissions/workflow', 'administration=read', 200],
  [
    `PUT ${R}/actions/permissions/workflow`,
    '/actions/permissions/workflow',
    'administration=write',
    204,
    { default_workflow_permissions: 'write' },
  ],
  [`GET ${R}/teams`, '/teams', 'administration=read', 200],
  [`GET ${R}/actions/oidc/customization/sub`, '/actions/oidc/customization/sub', 'actions=read', 200],
  [`GET ${R}/actions/workflows`, '/actions/workflows', 'actions=read', 200],
  [`GET ${R}/actions/workflows/{workflow_id}`, '/actions/workflows/deploy.yml', 'actions=read', 200],
  [`GET ${R}/actions/workflows/{workflow_id}/runs`, '/actions/workflows/deploy.yml/runs', 'actions=read', 200],
  [
    `POST ${R}/actions/workflows/{workflow_id}/dispatches`,
    '/actions/workflows/deploy.yml/dispatches',
    'actions=write',
    204,
    { ref: 'main' },
  ],
  [`GET ${R}/actions/runs`, '/actions/runs', 'actions=read', 200],
  [`GET ${RUN}`, '/actions/runs/10', 'actions=read', 200],
  [`GET ${RUN}/approvals`, '/actions/runs/10/approvals', 'actions=read', 200],
  [`GET ${RUN}/pending_deployments`, '/actions/runs/10/pending_deployments', 'actions=read', 200],
  [
    `POST ${RUN}/pending_deployments`,
    '/actions/runs/10/pending_deployments',
    'actions=read,deployments=write',
    200,
    REVIEW,
  ],
  [`GET ${RUN}/jobs`, '/actions/runs/10/jobs', 'actions=read', 200],
  [`GET ${R}/actions/jobs/{job_id}`, '/actions/jobs/11', 'actions=read', 200],
  [`GET ${RUN}/artifacts`, '/actions/runs/10/artifacts', 'actions=read', 200],
  [`GET ${R}/actions/artifacts`, '/actions/artifacts', 'actions=read', 200],
  [`GET ${R}/actions/artifacts/{artifact_id}`, '/actions/artifacts/12', 'actions=read', 200],
  [`GET ${R}/actions/artifacts/{artifact_id}/{archive_format}`, '/actions/artifacts/12/zip', 'actions=read', 302],
  [`DELETE ${R}/actions/artifacts/{artifact_id}`, '/actions/artifacts/12', 'actions=write', 204],
  [`GET ${R}/releases`, '/releases', 'contents=read', 200],
  [
    `POST ${R}/releases`,
    '/releases',
    'contents=write; contents=write,workflows=write',
    201,
    { tag_name: 'v2', target_commitish: SHA },
  ],
  [`GET ${R}/releases/latest`, '/releases/latest', 'contents=read', 200],
  [`GET ${R}/releases/tags/{tag+}`, '/releases/tags/v1', 'contents=read', 200],
  [`GET ${R}/releases/{release_id}`, '/releases/20', 'contents=read', 200],
  [`PATCH ${R}/releases/{release_id}`, '/releases/20', 'contents=write', 200, { name: 'One' }],
  [`DELETE ${R}/releases/{release_id}`, '/releases/20', 'contents=write', 204],
  [`GET ${R}/releases/{release_id}/assets`, '/releases/20/assets', 'contents=read', 200],
  [
    `POST /upload${R}/releases/{release_id}/assets`,
    'UPLOAD/releases/20/assets?name=b.zip',
    'contents=write',
    201,
    'bytes',
  ],
  [`GET ${R}/releases/assets/{asset_id}`, '/releases/assets/21', 'contents=read', 200],
  [`PATCH ${R}/releases/assets/{asset_id}`, '/releases/assets/21', 'contents=write', 200, { label: 'x' }],
  [`DELETE ${R}/releases/assets/{asset_id}`, '/releases/assets/21', 'contents=write', 204],
  [`GET ${R}/git/ref/{ref+}`, '/git/ref/heads/main', 'contents=read', 200],
  [`GET ${R}/git/matching-refs/{ref+}`, '/git/matching-refs/tags', 'contents=read', 200],
  [
    `POST ${R}/git/refs`,
    '/git/refs',
    'contents=write; contents=write,workflows=write',
    201,
    { ref: 'refs/heads/other', sha: SHA },
  ],
  [
    `PATCH ${R}/git/refs/{ref+}`,
    '/git/refs/heads/main',
    'contents=write; contents=write,workflows=write',
    200,
    { sha: 'b'.repeat(40) },
  ],
  [`DELETE ${R}/git/refs/{ref+}`, '/git/refs/tags/old', 'contents=write', 204],
  [`GET ${R}/git/commits/{commit_sha}`, `/git/commits/${SHA}`, 'contents=read', 200],
  [
    `POST ${R}/git/commits`,
    '/git/commits',
    'contents=write',
    201,
    { message: 'm', tree: 'e'.repeat(40), parents: [SHA] },
  ],
  [`POST ${R}/git/trees`, '/git/trees', 'contents=write', 201, { tree: [{ path: 'a', mode: '100644', content: 'b' }] }],
  [`POST ${R}/git/tags`, '/git/tags', 'contents=write', 201, { tag: 'v9', message: 'm', object: SHA, type: 'commit' }],
  [`GET ${R}/git/tags/{tag_sha}`, `/git/tags/${'d'.repeat(40)}`, 'contents=read', 200],
  [`GET ${R}/commits`, '/commits', 'contents=read', 200],
  [`GET ${R}/commits/{ref+}`, '/commits/main', 'contents=read', 200],
  [`GET ${R}/compare/{basehead+}`, '/compare/main...feature', 'contents=read', 200],
  [`GET ${R}/contents`, '/contents', 'contents=read', 200],
  [`GET ${R}/contents/{path+}`, '/contents/src/main.py', 'contents=read', 200],
  [`GET ${R}/branches`, '/branches', 'contents=read', 200],
  [`GET ${R}/branches/{branch+}`, '/branches/main', 'contents=read', 200],
  [`GET ${R}/branches/{branch+}/protection`, '/branches/main/protection', 'administration=read', 200],
  [`GET ${R}/tags`, '/tags', 'contents=read', 200],
  [`GET ${R}/deployments`, '/deployments', 'deployments=read', 200],
  [`POST ${R}/deployments`, '/deployments', 'deployments=write', 201, { ref: 'main' }],
  [`GET ${R}/deployments/{deployment_id}`, '/deployments/30', 'deployments=read', 200],
  [`GET ${R}/deployments/{deployment_id}/statuses`, '/deployments/30/statuses', 'deployments=read', 200],
  [
    `POST ${R}/deployments/{deployment_id}/statuses`,
    '/deployments/30/statuses',
    'deployments=write',
    201,
    { state: 'failure' },
  ],
  [`GET ${R}/deployments/{deployment_id}/statuses/{status_id}`, '/deployments/30/statuses/31', 'deployments=read', 200],
  [`POST ${R}/statuses/{sha}`, `/statuses/${SHA}`, 'statuses=write', 201, { state: 'success' }],
  [`GET ${R}/commits/{ref+}/status`, '/commits/main/status', 'statuses=read', 200],
  [`GET ${R}/commits/{ref+}/statuses`, '/commits/main/statuses', 'statuses=read', 200],
  [`POST ${R}/check-runs`, '/check-runs', 'checks=write', 201, { name: 'types', head_sha: SHA }],
  [`GET ${R}/check-runs/{check_run_id}`, '/check-runs/40', 'checks=read', 200],
  [`PATCH ${R}/check-runs/{check_run_id}`, '/check-runs/40', 'checks=write', 200, { conclusion: 'success' }],
  [`GET ${R}/commits/{ref+}/check-runs`, '/commits/main/check-runs', 'checks=read', 200],
  [`GET ${R}/issues`, '/issues', 'issues=read', 200],
  [`POST ${R}/issues`, '/issues', 'issues=write', 201, { title: 'Other' }],
  [`GET ${R}/issues/{issue_number}`, '/issues/1', 'issues=read', 200],
  [`PATCH ${R}/issues/{issue_number}`, '/issues/1', 'issues=write; pull_requests=write', 200, { state: 'closed' }],
  [`GET ${R}/issues/{issue_number}/comments`, '/issues/1/comments', 'issues=read; pull_requests=read', 200],
  [
    `POST ${R}/issues/{issue_number}/comments`,
    '/issues/1/comments',
    'issues=write; pull_requests=write',
    201,
    { body: 'No' },
  ],
  [`GET ${R}/issues/comments/{comment_id}`, '/issues/comments/50', 'issues=read; pull_requests=read', 200],
  [
    `PATCH ${R}/issues/comments/{comment_id}`,
    '/issues/comments/50',
    'issues=write; pull_requests=write',
    200,
    { body: 'No' },
  ],
  [`DELETE ${R}/issues/comments/{comment_id}`, '/issues/comments/50', 'issues=write; pull_requests=write', 204],
  [`GET ${R}/issues/{issue_number}/labels`, '/issues/1/labels', 'issues=read; pull_requests=read', 200],
  [
    `POST ${R}/issues/{issue_number}/labels`,
    '/issues/1/labels',
    'issues=write; pull_requests=write',
    200,
    { labels: ['x'] },
  ],
  [`DELETE ${R}/issues/{issue_number}/labels/{name}`, '/issues/1/labels/bug', 'issues=write; pull_requests=write', 200],
  [`GET ${R}/pulls`, '/pulls', 'pull_requests=read', 200],
  [`POST ${R}/pulls`, '/pulls', 'pull_requests=write', 201, { title: 'Next', head: 'next', base: 'main' }],
  [`GET ${R}/pulls/{pull_number}`, '/pulls/2', 'pull_requests=read; contents=read', 200],
  [`PATCH ${R}/pulls/{pull_number}`, '/pulls/2', 'pull_requests=write', 200, { title: 'Changed' }],
  [`GET ${R}/pulls/{pull_number}/files`, '/pulls/2/files', 'pull_requests=read', 200],
];

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
