import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tenants } from '../../../repos';
import { renderTenantConfig } from '../../../src/tenants/tenant-config-action';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';
import { cleanFleet, threeFiles, type Files } from '../../support/tenant-fleet';

const action = Object.fromEntries(renderTenantConfig(tenants, 'Marker.').map(({ path, content }) => [path, content]));
const read = (folder: string, name: string): string => readFileSync(join(folder, 'report', name), 'utf8');

async function report(fleet: Files): Promise<Outcome & { folder: string }> {
  const inTenants = Object.entries(fleet).map(([path, text]) => [`tenants/${path}`, text]);
  const folder = workspaceWith({ ...action, ...Object.fromEntries(inTenants) });
  const done = await runScript('report-findings', { workspace: folder, env: { TENANTS: 'tenants', REPORT: 'report' } });
  return { ...done, folder };
}

test('a clean fleet is told in a line, and in both files', async () => {
  const { code, summary, folder } = await report(cleanFleet(2));
  expect([code, summary]).toEqual([0, '### Tenants: nothing found\n']);
  expect(JSON.parse(read(folder, 'findings.json'))).toEqual({ version: 1, findings: [] });
  expect(JSON.parse(read(folder, 'findings.sarif'))).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
});

test('a finding is a row: where, rule, what is wrong, what to write; errors come first', async () => {
  const files = threeFiles('acme', 1);
  files['acme/dev.tfvars'] = (files['acme/dev.tfvars'] ?? '').replace('acme.wpdev', 'other.wpdev').replace('#', '#  ');
  files['acme/sit.tfvars'] = '';
  const { code, summary, folder } = await report(files);
  expect(code).toBe(0);
  expect(summary).toContain('### Tenants: 1 error, 1 warning\n\n| where | rule | what is wrong | write |');
  expect(summary).toMatch(/\| acme\/dev\.tfvars:4 \| V03 \| .*\n\| acme\/sit\.tfvars:1 \| V06 \| /);
  expect(read(folder, 'report.md')).toBe(summary);
});

test('what a pull request writes is text in the table: no tag, no mention, no second cell', async () => {
  const files = threeFiles('acme', 1);
  const hostile = '<img src=x>|@everyone [a](b) `c`';
  files['acme/dev.tfvars'] = (files['acme/dev.tfvars'] ?? '').replace('acme.wpdev.kimmyai.io', hostile);
  const row = (await report(files)).summary.split('\n').find((line) => line.includes('V03')) ?? '';
  expect(row).toContain('\\<img src=x\\>\\|\\@everyone \\[a\\](b) \\`c\\`');
  expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6);
});

test('more than a hundred findings are cut, and their number is told', async () => {
  const fleet = Object.fromEntries(
    Object.keys(cleanFleet(60)).map((path) => [path, path.endsWith('vars') ? '' : '#\n']),
  );
  const { summary } = await report(fleet);
  expect(summary.split('\n').filter((line) => line.startsWith('| tenant'))).toHaveLength(100);
  expect(summary).toMatch(/\n\n\d+ more are in the log and in the artifact tenant-config\.\n$/);
  expect(summary.length).toBeLessThan(60_000);
});

test('tenants that cannot be read are a failure', async () => {
  const folder = workspaceWith(action);
  const done = await runScript('report-findings', { workspace: folder, env: { TENANTS: 'nowhere', REPORT: 'report' } });
  expect(done.code).toBe(1);
  expect(existsSync(join(folder, 'report/report.md'))).toBe(false);
});
