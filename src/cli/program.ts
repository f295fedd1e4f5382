import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { apply } from '../fleet/apply';
import { check } from '../fleet/check';
import { plan } from '../fleet/plan';
import { EXIT, messageOf, type ExitCode, type Surroundings } from '../fleet/surroundings';
import { findCandidates, findTargets } from '../fleet/targets';
import { addEnvironments } from './environments-command';
import { addInit } from './init-command';
import { ownChangelog, ownPackage } from './own-package';
import { addPins } from './pins-command';
import { addPr } from './pr-command';
import { addRehearse } from './rehearse-command';
import { addReport } from './report-command';
import { addRun } from './run-command';
import { addTenants } from './tenants-command';
import { addVerify } from './verify-command';

const { version } = ownPackage();
const FLEET = join(__dirname, '../../repos/index');

interface Common {
  readonly checkouts?: string;
  readonly definitions: string;
  readonly json: boolean;
  readonly allowDowngrade: boolean;
}

interface Viewed extends Common {
  readonly diff: boolean;
  readonly summary: boolean;
}

interface Decided extends Common {
  readonly accept: string[];
  readonly release: string[];
}

type Finish = (code: ExitCode) => void;

/** The command line. `finish` gets the exit code of the command that ran. */
export function createProgram(surroundings: Surroundings, finish: Finish): Command {
  const program = new Command('projen-fleet')
    .description('Safe delivery workflows for a fleet of repositories.')
    .version(version)
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        surroundings.print(text.trimEnd());
      },
      writeErr: (text) => {
        surroundings.printError(text.trimEnd());
      },
    });
  // Help lists them in this order: what people need on the first day comes first.
  addPlan(program, surroundings, finish);
  addApply(program, surroundings, finish);
  addVerify(program, definitions(), surroundings, finish);
  addReport(program, definitions(), surroundings, finish);
  addCheck(program, surroundings, finish);
  addInit(program, definitions(), surroundings, finish);
  addPr(program, definitions, surroundings, finish);
  addEnvironments(program, definitions, surroundings, finish);
  addPins(program, surroundings, finish);
  addRehearse(program, definitions(), surroundings, finish);
  addRun(program, surroundings, finish);
  addTenants(program, surroundings, finish);
  return program;
}

function addPlan(program: Command, surroundings: Surroundings, finish: Finish): void {
  addCommon(program.command('plan [repositories...]'), 'Show what would change, why, and what it means; writes nothing')
    .option('--no-diff', 'show files without their differences')
    .option('--summary', 'show only what repositories have in common', false)
    .addHelpText('after', help('0 nothing to do, 2 something, 1 error', 'plan --checkouts ~/src --summary'))
    .action(async (names: string[], options: Viewed) => {
      const candidates = await findCandidates({ ...options, names, version }, surroundings);
      finish(await plan(candidates, { ...options, changelog: ownChangelog }, surroundings));
    });
}

function addApply(program: Command, surroundings: Surroundings, finish: Finish): void {
  addCommon(program.command('apply [repositories...]'), 'Write what the definitions say; refuse what people changed')
    .option('--accept <path>', 'overwrite this edited file, after saving it (repeatable)', collect, [])
    .option('--release <path>', 'give this file back to people (repeatable)', collect, [])
    .addHelpText('after', help('0 written, 1 refused or error', 'apply --accept .github/workflows/rollback.yml'))
    .action(async (names: string[], options: Decided) => {
      const targets = await findTargets({ ...options, names, version }, surroundings);
      finish(apply(targets, { ...options, changelog: ownChangelog }, surroundings));
    });
}

function addCheck(program: Command, surroundings: Surroundings, finish: Finish): void {
  addCommon(program.command('check [repositories...]'), 'Find managed files that are missing, edited or out of date')
    .addHelpText('after', help('0 none, 2 some, 1 error', 'check'))
    .action(async (names: string[], options: Common) => {
      const targets = await findTargets({ ...options, names, version }, surroundings);
      finish(check(targets, { ...options, changelog: ownChangelog }, surroundings));
    });
}

function help(codes: string, example: string): string {
  return `\nExit codes: ${codes}\nExample:    projen-fleet ${example}`;
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function definitions(): Option {
  const option = new Option('--definitions <module>', 'file or package that exports the fleet');
  return option.default(FLEET, 'the definitions in this package');
}

function addCommon(command: Command, description: string): Command {
  return command
    .description(description)
    .option('--checkouts <dir>', 'folder with a checkout per repository (default: this folder, by its .projenrc.ts)')
    .addOption(definitions())
    .option('--allow-downgrade', 'go on where a newer version of this tool wrote last', false)
    .option('--json', 'print JSON', false);
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
    // commander has printed what it throws: its help, the version, or what is wrong with the arguments.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.failed;
    surroundings.printError(messageOf(error));
    return EXIT.failed;
  }
  return code;
}
