/** Waves of many tenants: what is taken together, what stops them, and what is told of the rest. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { put, runScript, workspaceWith, type Outcome } from '../../support/run-script';

const PLACES = [
  ...['ENVIRONMENT', 'TENANTS', 'GH_TOKEN', 'REGION', 'STATE_BUCKET', 'STATE_KEY', 'LOCK_TABLE', 'KMS_KEY'],
  ...['PLANS_PREFIX', 'CLUSTER', 'SERVICE', 'TARGET_GROUP', 'STATEFUL', 'TENANT_FIELD', 'ENVIRONMENT_FIELD'],
];
const OF = { ...Object.fromEntries(PLACES.map((name) => [name, 'x'])), ENVIRONMENT: 'sit', TENANTS: 'tenants' };
const WAVES = { ...OF, OPERATION: 'apply', WAVE_SIZE: '25', PARALLEL: '4', MINUTES: '35' };

const named = (count: number): string[] => Array.from({ length: count }, (_, i) => `t${String(i).padStart(3, '0')}`);

/** Stands for what is done to a tenant: notes that it was begun; `*bad` fail, `lost*` leave nothing, `held*` are locked. */
const OPERATE = `#!/usr/bin/env bash
echo "$TENANT" >> "$GITHUB_WORKSPACE/begun"
echo "::error::$TENANT was looked at"
case "$TENANT" in
  *bad) exit 1 ;;
  held*) echo 'Locked by carol.' > "$RUNNER_TEMP/told"; exit 4 ;;
  gone*) echo 'It was destroyed.' > "$RUNNER_TEMP/told"; exit 3 ;;
  lost*) kill -9 "$PPID" ;;
esac
echo 'Applied.' > "$RUNNER_TEMP/told"
`;

class Run {
  readonly temp = workspaceWith();
  readonly workspace = workspaceWith({ '.github/scripts/operate-tenant.sh': OPERATE });

  constructor(tenants: readonly string[]) {
    put(this.temp, { 'bulk/list': `${tenants.join('\n')}\n` });
  }

  waves(env: object = {}, programs: Record<string, string> = {}): Promise<Outcome> {
    const place = { workspace: this.workspace, runner: { RUNNER_TEMP: this.temp }, programs };
    return runScript('take-waves', { ...place, env: { ...WAVES, ...env } });
  }

  report(LIMIT = '1000'): Promise<Outcome> {
    const env = { OPERATION: 'apply', ENVIRONMENT: 'sit', LIMIT };
    return runScript('report-bulk', { workspace: this.workspace, runner: { RUNNER_TEMP: this.temp }, env });
  }

  get begun(): string[] {
    const file = join(this.workspace, 'begun');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }
}

describe('take-waves.sh', () => {
  test('takes one tenant, then waves, until all are taken; the log of each is in one piece.', async () => {
    const run = new Run(named(60));
    const { code, output, outputs } = await run.waves();
    expect([code, outputs]).toEqual([0, { more: 'false' }]);
    expect([...output.matchAll(/^Wave of (\d+)/gm)].map(([, size]) => size)).toEqual(['1', '25', '25', '9']);
    expect([...run.begun].sort()).toEqual(named(60));
    expect(output).toMatch(/::group::t007: done, \d+ s\n::error::t007 was looked at\n::endgroup::/);
    const report = await run.report('10');
    expect(report.code).toBe(0);
    expect(report.summary).toContain('60 done, 0 failed, 0 locked, 0 left alone, 0 not begun.');
    expect(report.summary).toContain('50 more are done.');
  });

  test('stops when the first one is red.', async () => {
    const run = new Run(['bad', ...named(3)]);
    expect((await run.waves()).outputs).toEqual({ more: 'false' });
    expect(run.begun).toEqual(['bad']);
  });

  test('takes 120 tenants with two failures in three runs: each goes on with what the one before has left.', async () => {
    const all = named(120).map((name, i) => (i === 30 || i === 90 ? `${name}bad` : name));
    const [begun, failed] = [new Array<string>(), new Array<string>()];
    let left = all;
    for (const [count, red] of [
      [51, 't030bad'],
      [51, 't090bad'],
      [18, ''],
    ] as const) {
      const run = new Run(left);
      await run.waves({ PARALLEL: '8' });
      expect(run.begun).toHaveLength(count);
      const { code, summary } = await run.report();
      expect(code).toBe(red === '' ? 0 : 1);
      begun.push(...run.begun);
      failed.push(...(/that is mended:\*\*\n\n {4}(.*)/.exec(summary)?.[1]?.split(' ') ?? []));
      left = /to go on with them:\*\*\n\n {4}(.*)/.exec(summary)?.[1]?.split(' ') ?? [];
    }
    expect([left, failed]).toEqual([[], ['t030bad', 't090bad']]);
    expect(begun.sort()).toEqual(all);
  });

  test('goes on where only plans are red.', async () => {
    const run = new Run(['bad', 'good']);
    await run.waves({ OPERATION: 'plan' });
    expect([...run.begun].sort()).toEqual(['bad', 'good']);
    expect((await run.report()).code).toBe(1);
  });

  test('goes on past those that are locked or destroyed, and says so; only the locked are for another run.', async () => {
    const run = new Run(['gone', 'held', 'up']);
    await run.waves();
    const { code, summary, output } = await run.report();
    expect(code).toBe(0);
    expect(summary).toContain('1 done, 0 failed, 1 locked, 1 left alone, 0 not begun.');
    expect(summary).toMatch(
      /\| held \| locked \| Locked by carol\. \| \d+ \|\n\| gone \| skipped \| It was destroyed\./,
    );
    expect(summary).toMatch(/to try them again when that is mended:\*\*\n\n {4}held\n/);
    expect(output).toContain('::warning::1 tenants were locked and not touched.');
  });

  test('takes one that broke off for a failure, and begins it no second time.', async () => {
    const run = new Run(['lost', 'up']);
    await run.waves();
    expect(run.begun).toEqual(['lost']);
    expect((await run.report()).summary).toContain('| lost | **failed** | It broke off without a word. | 0 |');
  });

  test('begins none when the credentials are about to end, and goes on with new ones.', async () => {
    const run = new Run(named(3));
    expect((await run.waves({ MINUTES: '0' })).outputs).toEqual({ more: 'true' });
    expect(run.begun).toEqual([]);
    expect((await run.report()).summary).toMatch(/Not begun; to go on with them:\*\*\n\n {4}t000 t001 t002\n/);
    // Within a wave, too: the clock of the third call is past the end.
    const date = `#!/usr/bin/env bash\necho tick >> ticks\n[ "$(wc -l < ticks)" -gt 2 ] && echo 9000 || echo 1\n`;
    expect((await run.waves({}, { date })).outputs).toEqual({ more: 'true' });
    expect(run.begun).toEqual([]);
    await run.waves();
    expect([...run.begun].sort()).toEqual(named(3));
  });
});

describe('report-bulk.sh', () => {
  test('says that there is nothing to tell where no list was made.', async () => {
    const env = { OPERATION: 'apply', ENVIRONMENT: 'sit', LIMIT: '9' };
    const { code, output } = await runScript('report-bulk', { env });
    expect([code, output]).toEqual([1, '::error::Nothing was begun: there is no list.\n']);
  });

  test('lets no message become markup, and cuts lists into parts that an input takes.', async () => {
    const long = Array.from({ length: 2000 }, (_, i) => `${'a'.repeat(55)}${i + 1000}`);
    const run = new Run(['x', ...long].sort());
    const told = { tenant: 'x', result: 'failed', told: 'a | b\n<img> `c` [d](e)', seconds: 3 };
    put(run.temp, { 'bulk/tenants/x/result.json': `${JSON.stringify(told)}\n` });
    const { summary } = await run.report();
    expect(summary).toContain('| x | **failed** | a \\| b \\<img\\> \\`c\\` \\[d\\](e) | 3 |');
    const parts = summary.split('\n').filter((line) => line.startsWith(`    ${'a'.repeat(55)}`));
    expect(parts).toHaveLength(2);
    expect(parts.flatMap((part) => part.trim().split(' '))).toEqual(long);
  });
});

describe('tenant-errors.sh and validate-tenants.sh', () => {
  const finding = (file: string, message = 'Wrong.', severity = 'error'): object => ({
    ...{ id: 'V03', file, line: 3, column: 1, severity, message, fix: 'Mend it.' },
  });
  const findings = {
    findings: [
      finding('acme/sit.tfvars', 'Wrong\n100%.'),
      finding('acme/dev.tfvars'),
      finding('beta/sit.tfvars', 'A word.', 'warning'),
      finding('gamma/main.tf'),
      finding('delta/sit.tfvars', 'As in epsilon/sit.tfvars:3.'),
    ],
  };

  test('tell what is wrong with each tenant in that environment.', async () => {
    const temp = workspaceWith();
    put(temp, {
      'bulk/list': 'acme\nbeta\nepsilon\ngamma\nzeta\n',
      'bulk/findings.json': JSON.stringify(findings),
    });
    const { code, output } = await runScript('validate-tenants', {
      runner: { RUNNER_TEMP: temp },
      env: { ENVIRONMENT: 'sit' },
    });
    expect(code).toBe(0);
    expect(output).toContain('acme/sit.tfvars:3 V03 Wrong 100%25. Mend it.\n');
    const results = ['acme', 'beta', 'epsilon', 'gamma', 'zeta'].map((tenant) => {
      const read: unknown = JSON.parse(readFileSync(join(temp, 'bulk', 'tenants', tenant, 'result.json'), 'utf8'));
      return Reflect.get(Object(read), 'result');
    });
    expect(results).toEqual(['failed', 'done', 'failed', 'failed', 'done']);
  });

  test('print nothing where nothing is wrong.', async () => {
    const run = '.github/scripts/tenant-errors.sh findings.json acme prod';
    const outcome = await runScript('tenant-errors', { run, files: { 'findings.json': JSON.stringify(findings) } });
    expect([outcome.code, outcome.output]).toEqual([0, '']);
  });
});
