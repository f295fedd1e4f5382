/** What `.github/actions/tenant-config` of a repository runs: `projen-fleet tenants check` without the rest of this package. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TenantPlatform } from '../model/tenant-platform';
import { listTenants } from '../tenants/list-tenants';
import { readPlatform } from '../tenants/read-platform';
import { FORMATS, isFormat } from '../tenants/report';
import { runCheck } from '../tenants/run-check';

const USAGE = `Write: node tenant-config.cjs DIRECTORY FORMAT [FILE], where FORMAT is ${FORMATS.join(', ')} or list.`;

function main([directory, format = 'text', output = '', ...rest]: readonly string[]): number {
  if (directory === undefined || directory === '' || rest.length > 0) throw new Error(USAGE);
  const table: unknown = JSON.parse(readFileSync(join(__dirname, 'platform.json'), 'utf8'));
  const platform = readPlatform(table, 'platform.json');
  const { text, clean } = answer(directory, format, platform);
  if (output === '') process.stdout.write(`${text}\n`);
  else writeFileSync(output, `${text}\n`);
  return clean ? 0 : 2;
}

/** What is found in the tenants; for `list` only which there are. */
function answer(directory: string, format: string, platform: TenantPlatform): { text: string; clean: boolean } {
  if (format === 'list') return { text: JSON.stringify(listTenants(directory, platform)), clean: true };
  if (!isFormat(format)) throw new Error(USAGE);
  return runCheck({ directory, format, platform, cwd: process.cwd() });
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
