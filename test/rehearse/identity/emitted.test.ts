/** The emitted policies, judged: who gets in, and whether the emitted scripts may do what they do. */
import { accountIdentities } from '../../../src/aws/account-roles';
import { deployingIn } from '../../../src/aws/deploying';
import { AWS_AUDIENCE, GITHUB_ISSUER } from '../../../src/aws/policy';
import { readSessionPolicy } from '../../../src/lambda/read-session-policy';
import { resolveLambda } from '../../../src/model/lambda';
import { subjectOf, type JobClaims } from '../../../src/rehearse/identity/claims';
import { judgeTrust } from '../../../src/rehearse/identity/judge-trust';
import { callsOutside, unusedPermissions } from '../../../src/rehearse/identity/ledger';
import { otherAccounts, rolesIn, type Accounts } from '../../aws/accounts';
import { orders } from '../../model/specs';
import { artifactOf, asFiles, type Artifact } from '../../support/artifact';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';
import { stageTools } from '../../support/shared-tools';
import { GuardedCloud, run as runLine } from './guarded-cloud';
import { jobClaims } from './jobs';

const ids = { orders: { owner: '123456', repository: '456789' } };
const ours = { repository: 'Example-Org/orders', repository_owner: 'Example-Org' };
const accounts = otherAccounts();

describe.each([['with ids', ids] as const, ['without ids', {}] as const])(
  'the trust that is emitted %s',
  (text, known) => {
    const forms = ['classic', 'immutable'] as const;
    const events = [{}, { event_name: 'pull_request' }, { event_name: 'workflow_dispatch', ref: 'refs/heads/try' }];
    const gates = ['test', 'test-read', 'live', 'live-rollback', 'live-read', 'live-first', 'Live', undefined];
    const cases = forms.flatMap((form) => gates.flatMap((gate) => events.map((event) => ({ form, gate, event }))));

    test.each(cases)('a $form subject, GitHub environment $gate, $event', ({ form, gate, event }) => {
      const claims = jobClaims({ ...ours, ...event, ...(gate !== undefined && { environment: gate }) });
      const admitted = admittedTo(claims, form);
      const expected = { test: 'delivery-test', 'test-read': 'looking-test', live: 'delivery-live' } as const;
      const roles = { ...expected, 'live-rollback': 'delivery-live', 'live-read': 'looking-live' };
      const role = Object.entries(roles).find(([name]) => name === gate)?.[1];
      expect(admitted).toEqual(role === undefined || (form === 'immutable' && text === 'without ids') ? [] : [role]);
    });

    test.each([
      ['another repository', { repository: 'Example-Org/other', repository_id: '1' }],
      ['a fork', { repository: 'eve/orders', repository_owner: 'eve', repository_id: '2', repository_owner_id: '3' }],
    ])('%s gets in nowhere', (_, changes) => {
      for (const form of forms)
        expect(admittedTo(jobClaims({ ...ours, environment: 'live', ...changes }), form)).toEqual([]);
    });

    test('whoever gets the name of the repository gets in only while its id is not known', () => {
      const taken = jobClaims({ ...ours, environment: 'live', repository_id: '999' });
      expect(admittedTo(taken, 'classic')).toEqual(text === 'with ids' ? [] : ['delivery-live']);
    });

    function admittedTo(claims: JobClaims, form: 'classic' | 'immutable'): string[] {
      const token = { ...claims, sub: subjectOf(claims, form), aud: AWS_AUDIENCE };
      return accountIdentities(accounts.platform, accounts.repositories, known).flatMap(({ account, roles }) =>
        roles.filter(({ trust }) => judgeTrust(trust, account, GITHUB_ISSUER, token).allowed).map(({ name }) => name),
      );
    }
  },
);

/** One function in one stack, as the artifacts of the tests have it, in the environments of another organisation. */
function shop(): Accounts {
  const { packaging } = orders;
  if (packaging === undefined) throw new Error('The definition does not deploy.');
  const own = { stack: 'shop-{env}', functions: [{ logicalId: 'Main', name: 'main-{env}' }], alias: 'latest-{env}' };
  const model = resolveLambda({ ...orders, packaging: { ...packaging, ...own } });
  return { platform: model.platform, repositories: deployingIn([model]) };
}

describe('the scripts under the policies that are emitted', () => {
  const table = shop();
  const identities = accountIdentities(table.platform, table.repositories);
  const names = {
    STACK: 'shop-test',
    ENVIRONMENT: 'test',
    ALIAS: 'latest-test',
    FUNCTIONS: 'Main=main-test',
    TAGS: 'team=a',
  };
  const role = 'arn:aws:iam::111111111111:role/delivery-test';
  const inputs = { 'aws-region': 'eu-central-1' };
  const first = artifactOf('return 1');
  const second = artifactOf('return 2', { run: 2 });
  let guarded: GuardedCloud;

  beforeAll(async () => {
    guarded = await GuardedCloud.start(identities);
  });
  afterAll(() => guarded.stop());

  async function run(
    script: string,
    artifact: Artifact,
    env: Record<string, string>,
    more: object = {},
  ): Promise<Outcome> {
    const release = { ARTIFACT: 'artifact', VERSION: artifact.version, DIGEST: artifact.digest, ...more };
    const workspace = workspaceWith({ ...asFiles(artifact), '.github/scripts/synthetic-event.json': '{}' });
    const { PATH: _path, HOME: _home, ...own } = env;
    const runner = { SAM_CLI_POLL_DELAY: '0.2' };
    return runScript(script, {
      workspace,
      runner,
      programs: (await stageTools()).programs,
      env: { ...own, ...names, ...release },
    });
  }

  test('a delivery needs nothing besides, from the first deployment to the way back', async () => {
    const env = await guarded.job(role, { ...ours, environment: 'test' }, inputs);
    const passes = async (script: string, artifact: Artifact, more: object = {}): Promise<Outcome> => {
      const outcome = await run(script, artifact, env, more);
      expect(`${script}: ${outcome.code} ${outcome.output}`).toContain(`${script}: 0 `);
      return outcome;
    };
    await passes('read-stack', first, { EXPECTED: '', REQUIRED: 'false' });
    await passes('deploy-stack', first);
    await passes('invoke-functions', first);
    const { outputs } = await passes('verify-deployment', first);
    const { points = '' } = outputs;
    await passes('mark-release', first, { POINTS: points, PREVIOUS: 'none' });
    await passes('checkpoint-alias', first, { POINTS: points });
    await passes('deploy-stack', second);
    const { outputs: after } = await passes('verify-deployment', second);
    await passes('mark-release', second, { POINTS: after['points'] ?? '', PREVIOUS: first.version });
    await passes('find-rollback-target', second, { RUNNING: second.version, RUN_ID: '4711', TARGET: '' });
    await passes('check-stateful', first);
    await passes('point-alias', first);
    await passes('compare-code', first);
    await passes('deploy-stack', second);
    expect(await runLine(METRIC, env)).toMatchObject({ code: 0 });
    expect(callsOutside(guarded.calls)).toEqual([]);
  });

  test('what the role may do and the scripts never did is known', () => {
    const unused = unusedPermissions(identities, guarded.calls).filter((each) => each.role === 'delivery-test');
    expect(unused.map(({ action }) => action)).toEqual(['iam:PassRole', 'dynamodb:PutItem']);
  });

  test('a job that only reads cannot deploy, neither by the session policy nor by a role of its own', async () => {
    const held = { ...inputs, 'inline-session-policy': JSON.stringify(readSessionPolicy()) };
    const reader = 'arn:aws:iam::111111111111:role/looking-test';
    const jobs = [
      await guarded.job(role, { ...ours, environment: 'test' }, held),
      await guarded.job(reader, { ...ours, environment: 'test-read' }, inputs),
    ];
    for (const [i, env] of jobs.entries()) {
      expect(await run('read-stack', second, env, { EXPECTED: second.version, REQUIRED: 'true' })).toMatchObject({
        code: 0,
      });
      const refused = await run('deploy-stack', first, env);
      expect(refused.code).not.toBe(0);
      expect(refused.output).toContain(`no ${i === 0 ? 'session' : 'identity-based'} policy allows the`);
    }
  });

  test('neither account lets in the jobs of the other', async () => {
    const live = 'arn:aws:iam::022222222222:role/delivery-live';
    await expect(guarded.job(live, { ...ours, environment: 'test' }, inputs)).rejects.toThrow('Not authorized');
    await expect(guarded.job(role, { ...ours, environment: 'live' }, inputs)).rejects.toThrow('Not authorized');
    expect(rolesIn(table, 'live').deploy.name).toBe('delivery-live');
  });
});

const METRIC =
  'aws cloudwatch get-metric-statistics --namespace AWS/Lambda --metric-name Errors --period 60 --statistics Sum ' +
  '--start-time 2026-01-01T00:00:00Z --end-time 2026-01-02T00:00:00Z';
