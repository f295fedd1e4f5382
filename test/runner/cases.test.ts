/** The specification of the runner: small workflows, each with the source that documents its outcome. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { RunReport } from '../../src/runner/run-workflows';
import { readSettings } from '../../src/runner/settings';
import { startWorkflows } from '../../src/runner/start';
import { asValue } from '../../src/runner/value';

interface Expected {
  readonly run: string;
  readonly jobs?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly log?: Readonly<Record<string, readonly string[]>>;
  readonly absent?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly string[];
}

interface Case {
  readonly title: string;
  readonly source: string;
  readonly event?: string;
  readonly ref?: string;
  readonly workflow?: string;
  readonly payload?: unknown;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
  readonly expect: Expected & { readonly runs?: Readonly<Record<string, Expected>> };
}

const root = join(__dirname, 'cases');

describe.each(readdirSync(root).sort())('%s', (area) => {
  const names = readdirSync(join(root, area)).filter((name) => name.endsWith('.yml'));
  const cases = names.map((name) => [name, read(join(root, area, name))] as const);

  test.concurrent.each(cases.map(([name, each]) => [each.title, name, each] as const))(
    '%s (%s)',
    async (_, __, each) => {
      const reports = await run(each);
      const { runs } = each.expect;
      if (runs === undefined) check(reports.get('run')!, each.expect);
      else for (const [id, expected] of Object.entries(runs)) check(reports.get(id)!, expected);
    },
  );
});

function read(path: string): Case {
  return parse(readFileSync(path, 'utf8'));
}

async function run(each: Case): Promise<Map<string, RunReport>> {
  const folder = mkdtempSync(join(tmpdir(), 'case-'));
  for (const [path, text] of Object.entries(each.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
  const settings = readSettings(each.settings ?? {});
  const workflow = each.workflow ?? '.github/workflows/ci.yml';
  const usual = {
    id: 'run',
    event: each.event ?? 'push',
    ref: each.ref,
    payload: asValue(each.payload),
    startAfterSeconds: 0,
    actor: undefined,
  };
  const runs = settings.runs.length > 0 ? settings.runs : [usual];
  const requests = runs.map((request, i) => ({ ...request, workflow, number: i + 1 }));
  try {
    const system = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' };
    return await startWorkflows({
      root: folder,
      settings,
      requests,
      system,
      limitMinutes: 5,
      now: () => performance.now(),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything that a case says, and the log where it differs. */
function check(report: RunReport, expected: Expected): void {
  const jobs = Object.fromEntries([...report.jobs].map(([name, { result }]) => [name, result]));
  const logs = Object.fromEntries([...report.jobs].map(([name, { log }]) => [name, log.join('\n')]));
  const found = { run: report.run, jobs, errors: report.errors, logs };
  expect(found).toEqual({ ...found, run: expected.run, ...(expected.jobs && { jobs: expected.jobs }) });
  for (const [job, permissions] of Object.entries(expected.permissions ?? {}))
    expect({ ...found, [job]: report.jobs.get(job)?.permissions }).toEqual({ ...found, [job]: permissions });
  for (const [job, texts] of Object.entries(expected.log ?? {}))
    for (const text of texts) expect(logs[job]).toContain(text);
  for (const [job, texts] of Object.entries(expected.absent ?? {}))
    for (const text of texts) expect(logs[job]).not.toContain(text);
  for (const part of expected.errors ?? [])
    expect(report.errors.join('\n').toLowerCase()).toContain(part.toLowerCase());
}
