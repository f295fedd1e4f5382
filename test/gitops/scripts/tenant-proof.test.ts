/** What GitHub and Git say of a tenant's deployments. */
import { addCommit } from '../../../src/rehearse/github/commits';
import { addRun } from '../../../src/rehearse/github/runs';
import { awsThat } from '../../support/fake-aws';
import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const APPLIED = 'a'.repeat(40);
const NOW = 'b'.repeat(40);
const CODE = {
  'modules/site/main.tf': 'resource',
  'modules/site/disk/main.tf': 'disk',
  'tenants/acme/main.tf': 'module',
  'tenants/acme/prod.tfvars': 'a = 1',
};

describe('newest-tag.sh', () => {
  const newest = async (): Promise<Record<string, string>> =>
    (await runScript('newest-tag', { env: { ...github.env, TENANT: 'acme', ENVIRONMENT: 'sit' } })).outputs;

  test('finds none.', async () => {
    github.repository.refs['refs/tags/deploy-tenant-acme-prod-9'] = NOW;
    github.repository.refs['refs/tags/deploy-tenant-acme-sit-latest'] = NOW;
    expect(await newest()).toEqual({ tag: '', run: '', commit: '' });
  });

  test('takes the highest number, also with more tags than a page has, and looks behind an annotated one.', async () => {
    addCommit(github.repository, { sha: APPLIED });
    for (let run = 1; run <= 120; run += 1) github.repository.refs[`refs/tags/deploy-tenant-acme-sit-${run}`] = NOW;
    const object = { sha: 'c'.repeat(40), tag: 'x', message: '', object: APPLIED, tagger: 'a', date: '' };
    github.repository.tags.push(object);
    github.repository.refs['refs/tags/deploy-tenant-acme-sit-1000'] = object.sha;
    expect(await newest()).toEqual({ tag: 'deploy-tenant-acme-sit-1000', run: '1000', commit: APPLIED });
  });
});

test('newest-tag.sh ends also where GitHub gives all that it has on every page.', async () => {
  const all = Array.from({ length: 100 }, (_, i) => ({
    ref: `refs/tags/deploy-tenant-acme-sit-${i}`,
    object: { type: 'commit', sha: NOW },
  }));
  const files = { '.github/scripts/github-api.sh': `#!/usr/bin/env bash\necho '${JSON.stringify(all)}'\n` };
  const env = { GH_TOKEN: '', TENANT: 'acme', ENVIRONMENT: 'sit' };
  const programs = {
    jq: `#!/usr/bin/env bash\necho >> "$HOME/calls"\n[ "$(wc -l < "$HOME/calls")" -lt 40 ] && PATH=\${PATH#*:} jq "$@"\n`,
  };
  const { code, outputs } = await runScript('newest-tag', { env, files, programs });
  expect([code, outputs['run']]).toEqual([0, '99']);
});

describe('check-modules-proven.sh', () => {
  const run = {
    ...{ id: 900, path: '.github/workflows/deploy-tenant-sit.yml', branch: 'main', headRepository: 'acme/shop' },
    ...{ event: 'workflow_dispatch', status: 'completed', conclusion: 'success', sha: APPLIED },
  };
  const asked = {
    ...{ TENANT: 'acme', SOURCE: 'sit', WORKFLOW: 'deploy-tenant-sit.yml', RUN: '900' },
    ...{ TENANTS: 'tenants', MODULES: 'modules' },
  };

  function prove(
    change: Record<string, string | null>,
    more: object = {},
    env: Partial<typeof asked> = {},
  ): Promise<Outcome> {
    addCommit(github.repository, { sha: APPLIED, files: CODE });
    addCommit(github.repository, { sha: NOW, files: change });
    addRun(github.repository, { ...run, ...more });
    return runScript('check-modules-proven', { env: { ...github.env, ...asked, ...env }, runner: { GITHUB_SHA: NOW } });
  }

  test.each<[string, Record<string, string | null>]>([
    ['nothing', {}],
    ['values', { 'tenants/acme/prod.tfvars': 'a = 2', 'tenants/acme/sit.tfvars': 'a = 3' }],
    ['another tenant', { 'tenants/beta/main.tf': 'module' }],
    ['documents', { 'README.md': '' }],
  ])('lets a tenant go on where %s changed.', async (_, change) => {
    expect(await prove(change)).toMatchObject({
      code: 0,
      output: expect.stringContaining('sit has applied this code in'),
    });
  });

  test.each<[string, Record<string, string | null>]>([
    ['modules/site/main.tf', { 'modules/site/main.tf': 'other' }],
    ['modules/site/disk/main.tf', { 'modules/site/disk/main.tf': 'other' }],
    ['modules/site/new.tf', { 'modules/site/new.tf': '' }],
    ['tenants/acme/main.tf', { 'tenants/acme/main.tf': 'other' }],
    ['modules/site/disk/main.tf', { 'modules/site/disk/main.tf': null }],
  ])('refuses a change of %s.', async (path, change) => {
    expect(await prove(change)).toMatchObject({
      code: 1,
      output: expect.stringContaining(`has not applied this code: ${path}.`),
    });
  });

  test.each([
    ['another workflow', { path: '.github/workflows/drift-detection.yml' }, 'only deploy-tenant-sit.yml proves'],
    ['another branch', { branch: 'idea' }, 'was not started by a person on main'],
    ['a fork', { headRepository: 'stranger/shop' }, 'was not started by a person on main'],
    ['another event', { event: 'push' }, 'was not started by a person on main'],
    ['a failure', { conclusion: 'failure' }, 'ended "failure"'],
    ['nothing yet', { status: 'in_progress', conclusion: null }, 'ended ""'],
  ])('takes a run of %s for no proof.', async (_, more, said) => {
    expect(await prove({}, more)).toMatchObject({ code: 1, output: expect.stringContaining(said) });
  });

  test.each([
    ['no run', '', 'was never deployed to sit'],
    ['no number', '9;x', 'was never deployed to sit'],
    ['a run that nobody knows', '901', 'is not in the history'],
  ])('takes %s for no proof.', async (_, RUN, said) => {
    expect(await prove({}, {}, { RUN })).toMatchObject({ code: 1, output: expect.stringContaining(said) });
  });

  test('proves nothing when Git cannot be read.', async () => {
    github.failures = [{ match: /contents/, status: 403 }];
    expect((await prove({})).code).toBe(1);
  });

  test.each([
    ['a page for people', '<html>Down for a while</html>'],
    ['nothing', ''],
    ['an empty folder', '[]'],
  ])('proves nothing when %s is all that is told of the code, then and now.', async (_, body) => {
    github.failures = [{ match: /contents/, status: 200, body }];
    expect(await prove({})).toMatchObject({ code: 1, output: expect.stringContaining('could not be read at') });
  });
});

describe('find-tenant.sh', () => {
  test.each([
    ['was deployed', 'deploy-tenant-acme-sit-1', {}, 'true'],
    ['has a service', '', { services: [{ status: 'ACTIVE' }] }, 'true'],
    ['had a service', '', { services: [{ status: 'INACTIVE' }] }, 'false'],
    ['is new', '', { services: [] }, 'false'],
  ])('A tenant that %s is told.', async (_, TAG, answer, exists) => {
    const env = { CLUSTER: 'c', SERVICE: 's', TAG };
    const { outputs } = await runScript('find-tenant', {
      env,
      programs: { aws: awsThat({ 'describe-services': answer }) },
    });
    expect(outputs).toEqual({ exists });
  });

  test('A cluster that cannot be read says nothing.', async () => {
    const programs = { aws: awsThat({ 'describe-services': { error: 'AccessDenied' } }) };
    const { code, outputs } = await runScript('find-tenant', {
      env: { CLUSTER: 'c', SERVICE: 's', TAG: '' },
      programs,
    });
    expect([code === 0, outputs]).toEqual([false, {}]);
  });
});
