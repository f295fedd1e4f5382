import type { Command, Option } from 'commander';
import { init } from '../fleet/init';
import type { ExitCode, Surroundings } from '../fleet/surroundings';
import { ownPackage } from './own-package';

const { version, projen } = ownPackage();

interface Init {
  readonly definitions: string;
  readonly module: string;
  readonly package: string;
  readonly yes: boolean;
  readonly install: boolean;
}

/** `projen-fleet init`: a checkout is prepared for `npx projen`. */
export function addInit(
  program: Command,
  fleet: Option,
  surroundings: Surroundings,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('init <repository>')
    .description('Prepare this checkout for npx projen: shows the difference and asks')
    .option('--yes', 'do not ask', false)
    .option('--package <spec>', 'where projen-fleet is installed from', `^${version}`)
    .option('--module <name>', 'module that .projenrc.ts imports its definition from', 'projen-fleet/repos')
    .addOption(fleet)
    .option('--no-install', 'do not install')
    .addHelpText(
      'after',
      '\nExit codes: 0 prepared, 1 declined or error\nExample:    projen-fleet init 2_bbws_tenants_event_handler',
    )
    .action(async (name: string, options: Init) => {
      const versions = { projen, 'projen-fleet': options.package };
      finish(await init(name, { ...options, versions }, surroundings));
    });
}
