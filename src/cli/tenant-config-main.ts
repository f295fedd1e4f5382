/** What `.github/actions/tenant-config` of a repository runs: `projen-fleet tenants check` without the rest of this package. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlatform } from '../tenants/read-platform';
import { FORMATS, isFormat } from '../tenants/report';
import { runCheck } from '../tenants/run-check';

const USAGE = `Write: node tenant-config.cjs DIRECTORY FORMAT [FILE], where FORMAT is ${FORMATS.join(', ')}.`;

function main([directory, format = 'text', output = '', ...rest]: readonly string[]): number {
  if (directory === undefined || directory === '' || rest.length > 0 || !isFormat(format)) throw new Error(USAGE);
  const table: unknown = JSON.parse(readFileSync(join(__dirname, 'platform.json'), 'utf8'));
  const platform = readPlatform(table, 'platform.json');
  const { text, clean } = runCheck({ directory, format, platform, cwd: process.cwd() });
  if (output === '') process.stdout.write(`${text}\n`);
  else writeFileSync(output, `${text}\n`);
  return clean ? 0 : 2;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
