import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { EXIT, messageOf, UsageError, type ExitCode, type Surroundings } from '../fleet/surroundings';
import type { TenantPlatform } from '../model/tenant-platform';
import { FORMATS, type Format } from '../tenants/report';

/** The definitions in this package. By path: what is generic does not import what an organisation is. */
const DEFINITIONS = join(__dirname, '../../repos/index');

interface Options {
  readonly format: Format;
  readonly platform?: string;
}

const CODES = '\nExit codes: 0 nothing found, 2 findings, 1 could not read, or error';
const EXAMPLE = '\nExample:    projen-fleet tenants check tenants --format json';

/** `projen-fleet tenants check`: what is wrong in the configuration of tenants, without Terraform and without a network. */
export function addTenants(program: Command, surroundings: Surroundings, finish: (code: ExitCode) => void): void {
  const tenants = program
    .command('tenants')
    .description('Check the Terraform configuration of tenants')
    .addHelpText('after', CODES + EXAMPLE);
  tenants
    .command('check <directory>')
    .description('Find defects in a folder that holds a folder for each tenant')
    .addOption(new Option('--format <format>', 'how findings are printed').choices(FORMATS).default('text'))
    .option('--platform <file>', 'JSON of what is expected of tenants (default: the definitions in this package)')
    .addHelpText('after', CODES + EXAMPLE)
    .action(async (directory: string, options: Options) => {
      finish(await check(directory, options, surroundings));
    });
}

async function check(directory: string, { format, platform }: Options, surroundings: Surroundings): Promise<ExitCode> {
  const { cwd, print } = surroundings;
  const { runCheck } = await import('../tenants/run-check');
  const { text, clean } = runCheck({ directory, format, cwd, platform: await loadPlatform(platform, cwd) });
  print(text);
  return clean ? EXIT.done : EXIT.differs;
}

async function loadPlatform(file: string | undefined, cwd: string): Promise<TenantPlatform> {
  const { readPlatform } = await import('../tenants/read-platform');
  if (file === undefined) {
    const definitions: unknown = await import(DEFINITIONS);
    const table: unknown =
      typeof definitions === 'object' && definitions !== null ? Reflect.get(definitions, 'tenants') : undefined;
    return readPlatform(table, 'tenants');
  }
  return readPlatform(readJson(resolve(cwd, file), file), file);
}

function readJson(path: string, shown: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${shown}: ${messageOf(error)}`);
  }
}
