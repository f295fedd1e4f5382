import { platform, TenantsEventHandler } from '../../../repos';
import { LambdaRepo } from '../../../src';
import { deliveries } from '../../../src/model/deliveries';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

const path = '.github/scripts/environment.sh';

function look(
  TARGET: string,
  repo: LambdaRepo = new TenantsEventHandler({ outdir: workspaceWith() }),
): Promise<Outcome> {
  const text = repo.renderFiles().find((file) => file.path === path)?.content ?? '';
  return runScript('environment', { env: { TARGET }, files: { [path]: text } });
}

const accounts = { dev: '536580886816', sit: '815856636111', prod: '093646564004' };

const own = deliveries(platform).map(({ workflow }) => workflow);
const entered = platform.githubEnvironments.filter(({ usedBy }) => usedBy.some((name) => own.includes(name)));

test.each(entered.map(({ name, environment }) => [name, environment]))(
  'GitHub environment %s belongs to environment %s, and has the account, role, stack, alias and functions of it.',
  async (name, environment) => {
    const { code, outputs } = await look(name);
    const account = Object.entries(accounts).find(([key]) => key === environment)?.[1];
    expect(code).toBe(0);
    expect(outputs).toMatchObject({
      environment,
      account,
      region: 'af-south-1',
      role: `arn:aws:iam::${account}:role/bbws-github-actions-role-${environment}`,
      stack: `bbws-ecs-event-handler-${environment}`,
      alias: `latest-${environment}`,
      functions: `EcsEventHandlerFunction=bbws-ecs-event-handler-${environment}`,
      tags: 'project=BBWS component=ecs-event-handler',
      timezone: 'Africa/Johannesburg',
      'zone-label': 'SAST',
      reserve: '30',
    });
  },
);

test.each(['', 'production', 'dev ', '*', 'destroy-sit'])(
  'GitHub environment "%s" is not in the table.',
  async (name) => {
    const { code, output, outputs } = await look(name);
    expect(code).toBe(1);
    expect(output).toContain(`::error::The table has no GitHub environment "${name}".`);
    expect(outputs).toEqual({});
  },
);

test.each([
  ['dev', '0', 'dev'],
  ['sit', '1', 'sit'],
  ['prod', '2', 'prod-approval prod'],
  ['prod-rollback', '1', 'prod-rollback'],
])('A deployment through %s needs %s approvals in "%s".', async (name, approvals, chain) => {
  expect((await look(name)).outputs).toMatchObject({ approvals, chain });
});

test('The protection has a row for each GitHub environment of the chain, and for each other way into the account.', async () => {
  expect((await look('prod')).outputs['protection']).toBe(
    [
      'prod-approval tech-lead 0 main;prod operations-lead 10 main',
      'prod-rollback tech-lead,operations-lead 0 main;prod-read - 0 main',
    ].join(';'),
  );
  expect((await look('dev')).outputs['protection']).toBe('dev - 0 main;dev-read - 0 main');
});

test('Going back in an emergency asks for its own protection only.', async () => {
  expect((await look('prod-rollback')).outputs['protection']).toBe('prod-rollback tech-lead,operations-lead 0 main');
});

test.each([
  ['prod', '2 22:00 02:00;4 22:00 02:00;6 06:00 10:00'],
  ['prod-rollback', ''],
  ['prod-read', ''],
  ['prod-approval', ''],
  ['sit', ''],
])('Only a planned deployment is held by windows: %s has "%s".', async (name, windows) => {
  expect((await look(name)).outputs['windows']).toBe(windows);
});

test.each([
  ['sit', '24', '24', '5', '5', '5', '10'],
  ['dev', '0', '1', '10', '0', '0', '0'],
  ['prod', '0', '0', '0', '5', '5', '10'],
])('The limits of %s are those of the table.', async (name, soak, hours, errors, minutes, watched, throttles) => {
  expect((await look(name)).outputs).toMatchObject({
    'soak-hours': soak,
    'stability-hours': hours,
    'error-limit': errors,
    'watch-minutes': minutes,
    'watch-errors': watched,
    'watch-throttles': throttles,
  });
});

test.each(platform.githubEnvironments.map(({ name, access }) => [name, access]))(
  'The session of %s, for access "%s", may do more than read only where it deploys.',
  async (name, access) => {
    const policy = (await look(name)).outputs['policy'] ?? '';
    expect(policy === '').toBe(access !== 'read');
    if (policy === '') return;
    const { Statement }: { Statement: { Effect: string; Action: string[] }[] } = JSON.parse(policy);
    expect(Statement.flatMap(({ Action }) => Action)).toEqual(expect.arrayContaining(['lambda:GetAlias']));
    for (const { Effect, Action } of Statement) {
      expect(Effect).toBe('Allow');
      expect(Action.every((action) => /^[a-z]+:(Describe|Get|List)\w+$/.test(action))).toBe(true);
    }
  },
);

/** The smallest repository with other names. */
function repository(packaging: { stack: string; alias: string; name: string }, readRole?: string): LambdaRepo {
  const { stack, alias, name } = packaging;
  const functions = [{ logicalId: 'Main', name }];
  const environments = platform.environments.map((row) => ({ ...row, ...(readRole !== undefined && { readRole }) }));
  const sam = { kind: 'sam' as const, stack, alias, functions, syntheticEvent: {}, tags: {} };
  const spec = { name: 'shop', platform: { ...platform, environments }, packaging: sam };
  return new LambdaRepo(spec, { outdir: workspaceWith() });
}

test('A role for reading is assumed as it is, without a session policy, and only to read.', async () => {
  const repo = repository({ stack: 's', alias: 'a', name: 'f' }, 'reads');
  expect((await look('sit-read', repo)).outputs).toMatchObject({
    role: 'arn:aws:iam::815856636111:role/reads',
    policy: '',
  });
  expect((await look('sit', repo)).outputs['role']).toBe('arn:aws:iam::815856636111:role/bbws-github-actions-role-sit');
});

test('The name of the environment may stand anywhere in a name.', async () => {
  const repo = repository({ stack: '{env}-shop', alias: 'x_{env}_y', name: '{env}_main_{env}9' });
  expect((await look('sit', repo)).outputs).toMatchObject({
    stack: 'sit-shop',
    alias: 'x_sit_y',
    functions: 'Main=sit_main_sit9',
  });
});
