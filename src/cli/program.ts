import { join } from 'node:path';
import { Command } from 'commander';
import { apply } from '../fleet/apply';
import { init } from '../fleet/init';
import { check, plan } from '../fleet/plan';
import { EXIT, type ExitCode, type Surroundings } from '../fleet/surroundings';
import { findTargets, type Target } from '../fleet/targets';
import { ownPackage } from './own-package';

const { version, projen } = ownPackage();
const FLEET = join(__dirname, '../../repos/index');

interface Common {
  readonly checkouts?: string;
  readonly definitions: string;
  readonly json: boolean;
}

interface Decided extends Common {
  readonly accept: string[];
  readonly release: string[];
}

interface Init {
  readonly definitions: string;
  readonly module: string;
  readonly package: string;
  readonly yes: boolean;
  readonly install: boolean;
}

/** The command line. `finish` gets the exit code of the command that ran. */
export function createProgram(surroundings: Surroundings, finish: (code: ExitCode) => void): Command {
  const program = new Command('projen-fleet')
    .description('Safe delivery workflows for a fleet of repositories.')
    .version(version)
    .showHelpAfterError('(projen-fleet --help shows every command)')
    .configureHelp({ sortSubcommands: false });
  const targets = (names: string[], options: Common): Target[] => findTargets({ ...options, names }, surroundings);

  addCommon(program.command('plan [repositories...]'), 'Show what would be written, file by file; writes nothing')
    .addHelpText('after', '\nExit: 0 nothing to do, 2 something, 1 error\nExample: projen-fleet plan --checkouts ~/src')
    .action((names: string[], options: Common) => {
      finish(plan(targets(names, options), options.json, surroundings));
    });
  addCommon(program.command('apply [repositories...]'), 'Write what the definitions say; refuse what people changed')
    .option('--accept <path...>', 'overwrite this edited file, after saving it under .projen/backup/', [])
    .option('--release <path...>', 'give this file back to people', [])
    .addHelpText(
      'after',
      '\nExit: 0 written, 1 refused or error\nExample: projen-fleet apply --accept .github/workflows/rollback.yml',
    )
    .action((names: string[], options: Decided) => {
      finish(apply(targets(names, options), options, surroundings));
    });
  addCommon(program.command('check [repositories...]'), 'Find managed files that are missing, edited or out of date')
    .addHelpText('after', '\nExit: 0 none, 2 some, 1 error\nExample: projen-fleet check')
    .action((names: string[], options: Common) => {
      finish(check(targets(names, options), options.json, surroundings));
    });
  addInit(program, surroundings, finish);
  return program;
}

function addCommon(command: Command, description: string): Command {
  return command
    .description(description)
    .option('--checkouts <dir>', 'folder with a checkout per repository (default: this folder, by its .projenrc.ts)')
    .option('--definitions <module>', 'module that exports the fleet', FLEET)
    .option('--json', 'print JSON', false);
}

function addInit(program: Command, surroundings: Surroundings, finish: (code: ExitCode) => void): void {
  program
    .command('init <repository>')
    .description('Prepare this checkout for npx projen: shows the difference and asks')
    .option('--yes', 'do not ask', false)
    .option('--package <spec>', 'where projen-fleet is installed from', `^${version}`)
    .option('--module <name>', 'module that .projenrc.ts imports its definition from', 'projen-fleet/repos')
    .option('--definitions <module>', 'module that exports the fleet', FLEET)
    .option('--no-install', 'do not install')
    .addHelpText('after', '\nExample: projen-fleet init 2_bbws_tenants_event_handler')
    .action(async (name: string, options: Init) => {
      const versions = { projen, 'projen-fleet': options.package };
      finish(await init(name, { ...options, versions }, surroundings));
    });
}

/** Runs the command line and returns its exit code. An error is printed as a sentence, never as a stack. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = createProgram(surroundings, (finished) => {
    code = finished;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    surroundings.print(error instanceof Error ? error.message : String(error));
    return EXIT.failed;
  }
  return code;
}
