import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { platform, TenantsEventHandler } from '../../repos';
import type { Account } from '../../src/rehearse/cloud/account';
import { Delivery, type Run, type Start } from '../support/delivery';
import { runScript, workspaceWith } from '../support/run-script';

jest.setTimeout(180_000);

const root = resolve(__dirname, '..', '..');
const target = join(root, 'test/targets/2_bbws_tenants_event_handler');
const name = (environment: string): string => `bbws-ecs-event-handler-${environment}`;
const built = { changes: { code: 'true' }, 'quality-gates': {} };
const sitApproved = { sit: 'dora' };
const prodApproved = { 'prod-approval': 'tom', prod: 'olga' };

let delivery: Delivery;
let dev: Account;
let sit: Account;
let prod: Account;

beforeAll(async () => {
  delivery = await Delivery.start(new TenantsEventHandler({ outdir: workspaceWith() }));
  for (const gate of platform.githubEnvironments) {
    const { reviewers, waitMinutes } = gate;
    delivery.github.protect(gate.name, {
      ...(reviewers && { reviewers }),
      ...(waitMinutes !== undefined && { wait: waitMinutes }),
    });
  }
  const account = (of: string): Promise<Account> =>
    delivery.account(platform.environments.find((each) => each.name === of)?.account ?? '');
  [dev, sit, prod] = await Promise.all([account('dev'), account('sit'), account('prod')]);
}, 120_000);
afterAll(() => delivery.stop());

/** Windows of PROD are on Tuesday and Thursday from 20:00, and on Saturday from 04:00, in UTC. */
const monday = nextMonday();
function nextMonday(): Date {
  const day = new Date(Date.now() + 24 * 3_600_000);
  while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() + 1);
  return day;
}
function at(day: number, hour: number, minute = 0): void {
  const time = new Date(monday);
  time.setUTCDate(time.getUTCDate() + day);
  time.setUTCHours(hour, minute, 0, 0);
  delivery.setTime(time);
}

/** The application as of some commit: `release` is what its health check answers. */
function source(release: string, more: Record<string, (text: string) => string> = {}): string {
  const python = execFileSync(join(root, '.tools/bin/python'), [
    '-c',
    'import sys; print("%d.%d" % sys.version_info[:2])',
  ]);
  return delivery.checkout(target, {
    'template.yaml': (text) => text.replace('python3.12', `python${python.toString().trim()}`),
    'src/__init__.py': (text) => text.replace(/__version__ = .*/, `__version__ = "${release}"`),
    ...more,
  });
}

async function answer(account: Account, environment: string): Promise<unknown> {
  const event = { httpMethod: 'GET', path: '/health' };
  const { body }: { body: string } = JSON.parse(
    await account.invoke(name(environment), `latest-${environment}`, event),
  );
  const { release }: { release: string } = JSON.parse(body);
  return release;
}

let checkout = '';
const deploy = (start: Partial<Start> = {}): Promise<Run> =>
  delivery.run('deploy-dev.yml', { source: checkout, given: built, ...start });
const promote = (to: string, start: Partial<Start> = {}): Promise<Run> =>
  delivery.run(`promote-to-${to}.yml`, {
    source: checkout,
    approve: to === 'sit' ? sitApproved : prodApproved,
    ...start,
  });

const roll = (inputs: Start['inputs'], start: Partial<Start> = {}): Promise<Run> =>
  delivery.run('rollback.yml', { source: checkout, inputs: { reason: 'tenants saw errors', ...inputs }, ...start });

/** The version that a stack says it runs. */
async function runs(account: Account, environment: string): Promise<string | undefined> {
  return (await account.stackTags(name(environment)))['version'];
}

function trail({ jobs }: Run): string[] {
  return Object.values(jobs).flatMap((job) => [...job.trail]);
}

/** The run is red for that reason, and nothing was deployed. */
function expectRefused(run: Run, reason: string): void {
  expect(run.printed).toContain(reason);
  expect(run.conclusion).toBe('failure');
  expect(trail(run)).not.toContain('Deploy the stack: success');
}

describe('The first version', () => {
  test('is built, stored as a release, deployed to DEV, verified and marked there.', async () => {
    checkout = source('1.0.0');
    at(0, 10);
    const run = await deploy();
    const { version = '', digest } = run.jobs['deploy / deploy']?.outputs ?? {};
    expect(run).toMatchObject({ conclusion: 'success' });
    expect(await answer(dev, 'dev')).toBe('1.0.0');
    expect(await dev.stackTags(name('dev'))).toMatchObject({ version, digest, 'run-id': run.id, project: 'BBWS' });
    expect(await dev.pointOf(name('dev'), version)).toBe('1');
    const release = delivery.github.releases.find(({ tag }) => tag === version);
    expect(release).toMatchObject({ draft: false });
    expect(release?.body).toContain('"environment":"dev","action":"deploy","result":"success"');
  });

  test('is proven in DEV, approved by one person, deployed to SIT by the same digest, and watched.', async () => {
    at(0, 12);
    const run = await promote('sit');
    expect(run).toMatchObject({ conclusion: 'success' });
    expect(trail(run)).toContain('Watch what callers meet: success');
    expect(await answer(sit, 'sit')).toBe('1.0.0');
    expect((await sit.stackTags(name('sit')))['digest']).toBe((await dev.stackTags(name('dev')))['digest']);
    expect(run.printed).toContain('| Approved by | dora |');
  });

  test('goes on to PROD after a day, in a window, approved by two people.', async () => {
    at(1, 20, 30);
    const run = await promote('prod');
    expect(run).toMatchObject({ conclusion: 'success' });
    expect(await answer(prod, 'prod')).toBe('1.0.0');
    expect(run.printed).toContain('| Approved by | olga tom |');
    expect(await runs(prod, 'prod')).toBe(await runs(dev, 'dev'));
  });
});

describe('The second version', () => {
  test('reaches DEV and SIT.', async () => {
    checkout = source('2.0.0');
    at(2, 10);
    expect(await deploy()).toMatchObject({ conclusion: 'success' });
    at(2, 12);
    expect(await promote('sit')).toMatchObject({ conclusion: 'success' });
    expect(await answer(sit, 'sit')).toBe('2.0.0');
  });

  test('is not promoted before it has run long enough in SIT.', async () => {
    at(3, 2, 30);
    expectRefused(await promote('prod'), 'runs for 14 h; 24 h are asked');
  });

  test('is not deployed outside a window, although approvals are taken; the next window is told at once.', async () => {
    at(3, 14);
    const run = await promote('prod');
    expectRefused(run, '::error::No maintenance window is open');
    expect(run.jobs['preflight']).toMatchObject({ result: 'success' });
    expect(run.jobs['preflight']?.printed).toMatch(/::notice::.* Thu .* 22:00 SAST/);
  });

  test.each([
    ['the second approval was bypassed', { 'prod-approval': 'tom' }, 'alice', '1 of 2 people approved'],
    ['one person approved twice', { 'prod-approval': 'tom', prod: 'tom' }, 'alice', '1 of 2 people approved'],
    ['the starter is one of the two', prodApproved, 'olga', '1 of 2 people approved'],
  ])('is not deployed where %s.', async (_, approve, actor, reason) => {
    at(3, 20, 30);
    expectRefused(await promote('prod', { approve, actor }), reason);
  });

  test('is not promoted where a person asks for one that SIT does not run.', async () => {
    const sit_version = await runs(prod, 'prod');
    expectRefused(
      await promote('prod', { inputs: { sit_version: sit_version ?? '' } }),
      `You asked for ${sit_version}`,
    );
  });

  test('is not promoted with credentials of another account.', async () => {
    const run = await promote('prod', { wrongAccount: '536580886816' });
    expectRefused(run, 'belong to account 536580886816, this environment is account 815856636111');
  });

  test.each(['EcsEventHandlerFunction.zip', 'template.yaml', 'artifact.sha256'])(
    'is not promoted when %s of its release was changed.',
    async (file) => {
      const mend = await tamper(file);
      expectRefused(await promote('prod'), 'was changed after it was built. Nothing was deployed.');
      mend();
    },
  );

  test('is not deployed when its release was changed while people were asked.', async () => {
    const mend: (() => void)[] = [];
    const meanwhile = { prod: async (): Promise<void> => void mend.push(await tamper('template.yaml')) };
    const run = await promote('prod', { meanwhile });
    expectRefused(run, 'was changed after it was built. Nothing was deployed.');
    expect(run.jobs['preflight']).toMatchObject({ result: 'success' });
    expect(trail(run)).not.toContain('Assume the role of the environment: failure');
    for (const each of mend) each();
  });

  test('is not deployed when something else was deployed while people were asked.', async () => {
    const before = await runs(prod, 'prod');
    const other = 'v1-1a2b3c4-0123456789ab';
    const meanwhile = { prod: (): Promise<void> => deployByHand(before ?? '', other) };
    const reason = `runs ${other}, but ${before} ran when this run was prepared`;
    expectRefused(await promote('prod', { meanwhile }), reason);
    await deployByHand(before ?? '', before ?? '');
  });

  test('reaches PROD outside a window only in an emergency that names its ticket and a reason.', async () => {
    at(4, 10);
    const inputs = { emergency: true, incident_ticket: 'INC-1234', reason: 'tenants are down, lead decided' };
    expectRefused(
      await promote('prod', { inputs: { ...inputs, incident_ticket: '' } }),
      'needs the ticket of its incident',
    );
    expect(await promote('prod', { inputs })).toMatchObject({ conclusion: 'success' });
    expect(await answer(prod, 'prod')).toBe('2.0.0');
  });
});

describe('A rollback', () => {
  test('of PROD needs one approval, no window, and gives callers the answer of the version before.', async () => {
    at(4, 12);
    expectRefused(await roll({ environment: 'prod' }), '0 of 1 people approved');
    const run = await roll({ environment: 'prod' }, { approve: { 'prod-rollback': 'olga' } });
    expect(run).toMatchObject({ conclusion: 'success' });
    expect(await answer(prod, 'prod')).toBe('1.0.0');
    expect(await prod.pointOf(name('prod'), `rollback-checkpoint-${run.id}`)).toBe('2');
    expect(run.printed).toContain('## Rollback of');
  });

  test('is refused where nothing ran before, and where a version never ran here.', async () => {
    expectRefused(await roll({ environment: 'prod' }), 'Nothing ran here before');
    const target_version = 'v1-1a2b3c4-0123456789ab';
    expectRefused(await roll({ environment: 'prod', target_version }), 'never ran and passed in this environment');
  });
});

describe('A version that fails the synthetic event', () => {
  test('is undone by itself: the run is red, and callers get the answer of the version before.', async () => {
    const before = await runs(dev, 'dev');
    checkout = source('3.0.0', {
      'src/services/state_sync_service.py': (text) =>
        text.replace('state = event.target_state', 'raise RuntimeError("broken")'),
    });
    at(5, 10);
    const run = await deploy();
    expect(run.conclusion).toBe('failure');
    expect(trail(run)).toEqual(
      expect.arrayContaining(['Verify the deployment: failure', 'Undo the failed deployment: success']),
    );
    expect(run.printed).toContain('**Rolled back automatically:**');
    expect(await answer(dev, 'dev')).toBe('2.0.0');
    expect(await runs(dev, 'dev')).toBe(before);
  });

  test('leaves its environment in a state from which nothing is promoted until a deployment succeeds.', async () => {
    expectRefused(await promote('sit'), 'ended "failure"');
  });

  test('is no step of the way back: from the next version it leads to the last one that passed, and on.', async () => {
    checkout = source('3.1.0');
    at(5, 12);
    expect(await deploy()).toMatchObject({ conclusion: 'success' });
    const answers: unknown[] = [await answer(dev, 'dev')];
    for (let minutes = 10; minutes < 40; minutes += 10) {
      at(5, 12, minutes);
      const run = await roll({ environment: 'dev' });
      answers.push(run.conclusion === 'success' ? await answer(dev, 'dev') : run.conclusion);
    }
    expect(answers).toEqual(['3.1.0', '2.0.0', '1.0.0', 'failure']);
  });
});

/** Somebody deploys the artifact of a release to PROD, under another name, past the workflows. */
async function deployByHand(version: string, VERSION: string): Promise<void> {
  const assets = delivery.github.releases.find(({ tag }) => tag === version)?.assets ?? [];
  const files = Object.fromEntries(assets.map((asset) => [`artifact/${asset.name}`, asset.content]));
  const { digest: DIGEST = '' } = await prod.stackTags(name('prod'));
  const names = { STACK: name('prod'), ENVIRONMENT: 'prod', ALIAS: 'latest-prod', TAGS: 'project=BBWS' };
  const env = { ...prod.env, ...names, ARTIFACT: 'artifact', VERSION, DIGEST };
  const { code, output } = await runScript('deploy-stack', { files, env, programs: delivery.tools.programs });
  if (code !== 0) throw new Error(output);
}

/** Changes one byte of a file in the release that SIT runs; the result puts it back. */
async function tamper(file: string): Promise<() => void> {
  const version = await runs(sit, 'sit');
  const release = delivery.github.releases.find(({ tag }) => tag === version);
  const asset = release?.assets.find((each) => each.name === file);
  if (asset === undefined) throw new Error(`${version} has no ${file}`);
  const flip = (): void => void asset.content.writeUInt8(asset.content.readUInt8(0) ^ 1, 0);
  flip();
  return flip;
}
