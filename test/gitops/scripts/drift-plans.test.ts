/** What is drift in a plan, and what is known of a tenant. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsThat, type Answer } from '../../support/fake-aws';
import { put, runScript, workspaceWith, type Outcome } from '../../support/run-script';

const RULES = [
  { address: '*.aws_ecs_service.*', attribute: 'desired_count', reason: 'Services are scaled at night.' },
  { address: 'null_resource.stamp', attribute: 'triggers', reason: 'A timestamp is never the same.' },
  { address: 'aws_ecs_task_definition.[a]', attribute: '*', reason: 'The newest image is another every day.' },
];
const SERVICE = 'module.site.aws_ecs_service.this';

type Change = Record<string, unknown>;
const updated = (before: object, after: object, after_unknown: object = {}): Change => ({
  ...{ actions: ['update'], before, after, after_unknown },
});

async function judge(address: string, change: Change, more: object = {}): Promise<unknown> {
  const plan = JSON.stringify({ resource_changes: [{ address, change }], ...more });
  const files = { 'rules.json': JSON.stringify(RULES), 'plan.json': plan };
  const run = '.github/scripts/judge-plan.sh plan.json';
  const { output } = await runScript('judge-plan', { files, env: { RULES: 'rules.json' }, run });
  return JSON.parse(output);
}

const none: unknown[] = [];

describe('judge-plan', () => {
  test('a difference of which a rule says that it means nothing is ignored, with the reason', async () => {
    const change = updated({ desired_count: 0, name: 'a' }, { desired_count: 1, name: 'a' });
    const ignored = [{ address: SERVICE, attributes: ['desired_count'], reasons: ['Services are scaled at night.'] }];
    expect(await judge(SERVICE, change)).toEqual({ drift: none, ignored });
  });

  test('beside an ignored difference another one is drift, without any value', async () => {
    const change = updated({ desired_count: 0, ports: [{ to: 80 }] }, { desired_count: 1, ports: [{ to: 81 }] });
    const drift = [{ address: SERVICE, action: 'update', attributes: ['ports[0].to'] }];
    expect(await judge(SERVICE, change)).toMatchObject({ drift });
  });

  test('the rule is for its resource and its attribute, and not for what begins alike', async () => {
    const other = 'module.site.aws_ecs_service_x.this';
    const change = updated({ desired_count: 0 }, { desired_count: 1 });
    expect(await judge(other, change)).toMatchObject({ drift: [{ address: other }], ignored: none });
    const alike = updated({ desired_count_max: 0 }, { desired_count_max: 1 });
    expect(await judge(SERVICE, alike)).toMatchObject({ drift: [{ attributes: ['desired_count_max'] }] });
  });

  test('what is only known after an apply differs, too', async () => {
    const change = updated({ desired_count: 0, role: 'a' }, { desired_count: 1 }, { role: true });
    expect(await judge(SERVICE, change)).toMatchObject({ drift: [{ attributes: ['role'] }] });
  });

  test('what is made again for an ignored reason is ignored, and for another one it is drift', async () => {
    const again = (before: object, after: object, path: string): Change => ({
      ...{ actions: ['delete', 'create'], before, after, after_unknown: { id: true }, replace_paths: [[path]] },
    });
    const stamp = again({ id: '1', triggers: { at: 'a' } }, { triggers: { at: 'b' } }, 'triggers');
    expect(await judge('null_resource.stamp', stamp)).toMatchObject({ drift: none });
    const drift = [{ action: 'delete, then create', attributes: ['name'] }];
    const named = again({ id: '1', name: 'a' }, { name: 'b' }, 'name');
    expect(await judge('null_resource.stamp', named)).toMatchObject({ drift });
  });

  test('a resource that comes or goes is drift unless a rule takes all of it', async () => {
    const gone = { actions: ['delete'], before: { desired_count: 1 }, after: null, after_unknown: {} };
    expect(await judge(SERVICE, gone)).toMatchObject({
      drift: [{ address: SERVICE, action: 'delete', attributes: none }],
    });
    expect(await judge('aws_ecs_task_definition.[a]', gone)).toMatchObject({ drift: none });
  });

  test('an output that changes is drift', async () => {
    const url = { actions: ['update'], before: 'a', after: 'b', after_unknown: false };
    expect(await judge(SERVICE, { actions: ['no-op'] }, { output_changes: { url } })).toMatchObject({
      drift: [{ address: 'output.url' }],
    });
  });

  test('where Terraform has something to do, and the plan does not say what, that is drift', async () => {
    expect(await judge(SERVICE, { actions: ['no-op'] })).toMatchObject({ drift: [{ address: 'something else' }] });
    const same = updated({ list: [] }, { list: [] });
    expect(await judge(SERVICE, same)).toMatchObject({ drift: [{ address: SERVICE, attributes: none }] });
  });
});

const NOT_FOUND = { error: 'An error occurred (404) when calling the HeadObject operation: Not Found' };
const NO_KEY = { error: 'An error occurred (NoSuchKey) when calling the GetObject operation' };
/** Nothing is locked, nothing was destroyed, the state is there. */
const QUIET: Record<string, Answer> = {
  'head-object destroyed/': NOT_FOUND,
  'head-object terraform.tfstate': {},
  'get-object tflock': NO_KEY,
};

/** A Terraform whose plan ends so, and shows this. */
function terraformThat(plan: string, shows: object = {}): string {
  return `#!/usr/bin/env bash
case "$*" in
  *' init '*) mkdir -p tenants/acme/.terraform
    echo '{"backend": {"type": "s3", "config": {"bucket": "states", "key": "tenants/acme/terraform.tfstate"}}}' > tenants/acme/.terraform/terraform.tfstate ;;
  *' plan '*) ${plan} ;;
  *' show '*) echo '${JSON.stringify(shows)}' ;;
esac
`;
}

const ENV = {
  ...{ CHOSEN: 'acme', MINUTES: '45', TENANTS: 'tenants', ENVIRONMENT: 'sit', REGION: 'af-south-1' },
  ...{
    STATE_BUCKET: 'states',
    STATE_KEY: 'tenants/{tenant}/terraform.tfstate',
    MARKER_KEY: 'destroyed/{tenant}.json',
    LOCK_TABLE: '',
    KMS_KEY: '',
  },
  ...{ CLUSTER: 'cluster', SERVICE: 'tenant-{tenant}', RULES: 'rules.json', RESULTS: 'results/sit-1.jsonl' },
};

interface Looked extends Outcome {
  readonly results: Record<string, unknown>[];
}

async function look(
  aws: Record<string, Answer>,
  terraform: string,
  env: Record<string, string> = {},
  now?: string,
): Promise<Looked> {
  const workspace = workspaceWith({ 'tenants/acme/main.tf': '', 'rules.json': JSON.stringify(RULES) });
  put(workspace, { 'results/sit-1.jsonl': '' });
  const usual = Object.entries(QUIET).filter(([words]) => !(words in aws));
  const programs = { aws: awsThat({ ...aws, ...Object.fromEntries(usual) }), terraform };
  const end = await runScript('check-drift', { workspace, env: { ...ENV, ...env }, programs, ...(now && { now }) });
  const lines = readFileSync(join(workspace, 'results/sit-1.jsonl'), 'utf8').split('\n').filter(Boolean);
  return { ...end, results: lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

const CHANGED = { resource_changes: [{ address: 'a.b', change: updated({ x: 1 }, { x: 2 }) }] };
const SCALED = {
  resource_changes: [{ address: SERVICE, change: updated({ desired_count: 0 }, { desired_count: 1 }) }],
};

describe('check-drift and compare-tenant', () => {
  test.each<[string, string, object, object]>([
    ['0 is clean', 'exit 0', {}, { status: 'clean' }],
    ['2 is drift', 'exit 2', CHANGED, { status: 'drift', drift: [{ address: 'a.b', attributes: ['x'] }] }],
    ['2 with nothing but noise is clean', 'exit 2', SCALED, { status: 'clean', ignored: [{ address: SERVICE }] }],
    ['1 is not known', 'echo "Error: no" >&2; exit 1', CHANGED, { status: 'error' }],
    ['137 is not known', 'kill -9 $$', CHANGED, { status: 'error' }],
  ])('exit code %s', async (_, plan, shows, result) => {
    const end = await look({}, terraformThat(plan, shows));
    expect(end.code).toBe(0);
    expect(end.results).toEqual([expect.objectContaining({ tenant: 'acme', environment: 'sit' })]);
    expect(end.results[0]).toMatchObject(result);
    expect(end.outputs).toEqual({ left: '' });
  });

  test.each<[string, Record<string, Answer>, object]>([
    [
      'was destroyed',
      {
        'head-object destroyed/acme.json': {},
        'get-object destroyed/acme.json': {},
        'head-object terraform.tfstate': NOT_FOUND,
      },
      { status: 'destroyed' },
    ],
    [
      'has a mark that cannot be fetched',
      { 'head-object destroyed/': {}, 'get-object destroyed/': { error: 'AccessDenied' } },
      { status: 'error' },
    ],
    [
      'was never deployed',
      { 'head-object terraform.tfstate': NOT_FOUND, 'describe-services tenant-acme': { services: [] } },
      { status: 'absent' },
    ],
    [
      'is there without a state',
      {
        'head-object terraform.tfstate': NOT_FOUND,
        'describe-services tenant-acme': { services: [{ status: 'ACTIVE' }] },
      },
      { status: 'error', detail: expect.stringContaining('it has no state') },
    ],
    ['has a state that cannot be read', { 'head-object terraform.tfstate': { error: '(403)' } }, { status: 'error' }],
    ['has a marker that cannot be read', { 'head-object destroyed/': { error: '(403)' } }, { status: 'error' }],
    ['has a lock that cannot be read', { 'get-object tflock': { error: 'AccessDenied' } }, { status: 'error' }],
    [
      'may be there, which cannot be read',
      { 'head-object terraform.tfstate': NOT_FOUND, 'describe-services tenant-acme': { error: 'AccessDenied' } },
      { status: 'error', detail: 'It could not be looked at; the log says why.' },
    ],
  ])('A tenant that %s is not planned.', async (_, aws, result) => {
    const end = await look(aws, '#!/bin/sh\necho "Terraform was started"\n');
    expect(end.results).toEqual([expect.objectContaining(result)]);
    expect(end.output).not.toContain('Terraform was started');
  });

  test.each([
    ['made again after it was destroyed is compared', 'destroyed', 'drift'],
    ['half destroyed is not checked, and is no drift', 'destroying', 'locked'],
  ])('A tenant that is %s.', async (_, mark, status) => {
    const workspace = workspaceWith({ 'tenants/acme/main.tf': '', 'rules.json': JSON.stringify(RULES) });
    const aws = `#!/usr/bin/env bash
case "$*" in
  *tflock*) echo NoSuchKey >&2; exit 254 ;;
  *get-object*destroyed/acme.json*) echo '{"status":"${mark}"}' > "\${@: -1}" ;;
esac
`;
    const programs = { aws, terraform: terraformThat('exit 2', CHANGED) };
    await runScript('check-drift', { workspace, env: ENV, programs });
    expect(JSON.parse(readFileSync(join(workspace, 'results/sit-1.jsonl'), 'utf8'))).toMatchObject({ status });
  });

  test('A tenant that is locked while it is looked at is not checked.', async () => {
    const lockLater = `#!/usr/bin/env bash
case "$*" in
  *destroyed/*) echo '(404)' >&2; exit 254 ;;
  *get-object*) if [ -f locked ]; then echo '{"ID":"1","Who":"carol","Operation":"Apply","Created":"2026"}' > "\${@: -1}"
    else touch locked; echo NoSuchKey >&2; exit 254; fi ;;
esac
`;
    const workspace = workspaceWith({ 'tenants/acme/main.tf': '', 'rules.json': JSON.stringify(RULES) });
    const programs = { aws: lockLater, terraform: terraformThat('exit 2', CHANGED) };
    await runScript('check-drift', { workspace, env: ENV, programs });
    const result = readFileSync(join(workspace, 'results/sit-1.jsonl'), 'utf8');
    expect(JSON.parse(result)).toMatchObject({ status: 'locked', detail: 'Apply by carol since 2026' });
  });

  test('When the time of the credentials is over, what is left is told, and a tenant that fails stops no other.', async () => {
    const none = await look({}, terraformThat('exit 0'), { CHOSEN: 'acme other', MINUTES: '0' });
    expect(none).toMatchObject({ code: 0, results: [], outputs: { left: 'acme other' } });
    const both = await look({}, terraformThat('exit 0'), { CHOSEN: 'other acme' });
    expect(both.results).toMatchObject([
      { tenant: 'other', status: 'error' },
      { tenant: 'acme', status: 'clean' },
    ]);
  });

  test('A tenant by itself is told on the descriptor for results, apart from the log, and leaves nothing behind.', async () => {
    const workspace = workspaceWith({ 'tenants/acme/main.tf': '', 'rules.json': JSON.stringify(RULES) });
    const programs = { aws: awsThat(QUIET), terraform: terraformThat('echo Planned; exit 2', CHANGED) };
    const run = '.github/scripts/compare-tenant.sh acme 3> result';
    expect(await runScript('compare-tenant', { workspace, env: ENV, programs, run })).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(workspace, 'result'), 'utf8'))).toMatchObject({ status: 'drift' });
    expect(readdirSync(join(workspace, 'tenants/acme'))).toEqual(['main.tf']);
  });

  test.each([
    ['judge-plan.sh', 'exit 0'],
    ['make-plan.sh', 'touch "$RUNNER_TEMP/tfplan"'],
  ])('Where %s says nothing the tenant is not called clean.', async (script, text) => {
    const files = {
      ...{ 'tenants/acme/main.tf': '', 'rules.json': JSON.stringify(RULES) },
      [`.github/scripts/${script}`]: `#!/usr/bin/env bash\n${text}\n`,
    };
    const programs = { aws: awsThat(QUIET), terraform: terraformThat('exit 2', CHANGED) };
    const run = '.github/scripts/compare-tenant.sh acme 3>&1 > log';
    const { output } = await runScript('compare-tenant', { files, env: ENV, programs, run });
    expect(output).toContain('"status":"drift"');
  });
});
