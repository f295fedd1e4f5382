/** Runs a fidelity case and compares all that it says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport } from '../../../src/runner/run-workflows';
import { runAll, writeRepository, type FidelityCase, type Outcome } from './fidelity-case';

export async function checkCase(each: FidelityCase): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'case-'));
  writeRepository(folder, each);
  const reports = await runAll(folder, each);
  rmSync(folder, { recursive: true, force: true });
  for (const [id, expected] of Object.entries(each.expect.runs ?? { run: each.expect }))
    check(reports.get(id)!, expected);
}

/** Everything that a case says, and the log where it differs. */
function check(report: RunReport, expected: Outcome): void {
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
