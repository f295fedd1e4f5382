import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ExitCode, Surroundings } from '../fleet/surroundings';
import { ownPackage } from './own-package';

interface Common {
  readonly definitions: string;
  readonly json: boolean;
  readonly parallel: number;
  readonly batch: number;
}

interface Open extends Common {
  readonly clones: string;
  readonly remote?: string;
  readonly ledger?: string;
  readonly wave: 'canary' | 'next' | 'all';
  readonly until: 'green' | 'merged';
  readonly wait: number;
  readonly poll: number;
  readonly pace: number;
  readonly allowNoChecks: boolean;
  readonly allGreen: boolean;
  readonly keepGoing: boolean;
  readonly md?: string;
}

type Finish = (code: ExitCode) => void;

/** `projen-fleet pr`: one pull request for each repository, in waves. What calls GitHub is loaded only here. */
export function addPr(program: Command, fleet: () => Option, surroundings: Surroundings, finish: Finish): void {
  const pr = program
    .command('pr')
    .description('Bring changes to repositories by one pull request each, in waves')
    .addHelpText('after', help('0 done, 1 error, 2 somebody has to look', 'pr open --clones ~/clones'));
  addOpen(pr, fleet(), surroundings, finish);
  addSubcommand(pr, 'waves', fleet(), 'Show which repositories are changed together; asks nobody', '0 shown, 1 error')
    .action(async (names: string[], options: Common) => {
      const { showWaves } = await import('./pr-run');
      finish(showWaves(names, options, surroundings));
    }); // prettier-ignore
  addSubcommand(pr, 'status', fleet(), 'Show where each repository stands, in one table', '0 all as defined, 1 error, 2 some are not')
    .action(async (names: string[], options: Common) => {
      finish(await (await import('./pr-run')).showStatus(names, options, surroundings));
    }); // prettier-ignore
  const ends = {
    close: 'Close the pull requests; the changes are proposed again by the next open',
    abandon: 'Close the pull requests for good: proposed again when something else is generated',
  } as const;
  for (const verb of ['close', 'abandon'] as const)
    addSubcommand(pr, verb, fleet(), ends[verb], '0 closed, 1 error')
      .action(async (names: string[], options: Common) => {
        finish(await (await import('./pr-run')).closePulls(verb, names, options, surroundings));
      }); // prettier-ignore
}

function addOpen(pr: Command, fleet: Option, surroundings: Surroundings, finish: Finish): void {
  addSubcommand(pr, 'open', fleet, 'Open or update pull requests: canaries first, a wave when the one before is green', '0 done, 1 error, 2 a wave is held, or somebody has to look', ' --clones ~/clones') // prettier-ignore
    .requiredOption('--clones <dir>', 'folder for clones and the ledger, of nobody else')
    .option('--remote <template>', 'address of a repository (default: https://github.com/{owner}/{name}.git)')
    .option('--ledger <file>', 'what was done, for going on after an interruption (default: among the clones)')
    .addOption(new Option('--wave <which>', 'how far to go').choices(['canary', 'next', 'all']).default('next'))
    .addOption(
      new Option('--until <state>', 'what lets the next wave start').choices(['green', 'merged']).default('green'),
    )
    .option('--wait <minutes>', 'how long to wait for checks between waves', number, 0)
    .option('--poll <seconds>', 'how often to look at them', positive, 30)
    .option('--pace <seconds>', 'between two calls that notify people', number, 3)
    .option('--allow-no-checks', 'take a commit without any check for green', false)
    .option('--all-green', 'end well only when the last wave is green, too', false)
    .option('--keep-going', 'end well even where a repository waits for a person', false)
    .option('--md <file>', 'append a summary in Markdown')
    .action(async (names: string[], options: Open) => {
      const { openPulls } = await import('./pr-run');
      const { code, markdown } = await openPulls(names, { ...options, tool: ownPackage().version }, surroundings);
      if (options.md !== undefined) appendFileSync(resolve(surroundings.cwd, options.md), markdown);
      finish(code);
    });
}

function addSubcommand(
  pr: Command,
  name: string,
  fleet: Option,
  description: string,
  codes: string,
  example = '',
): Command {
  return pr
    .command(`${name} [repositories...]`)
    .description(description)
    .addOption(fleet)
    .option('--batch <count>', 'repositories of a wave', positive, 20)
    .option('--parallel <count>', 'repositories at once', positive, 4)
    .option('--json', 'print JSON', false)
    .addHelpText('after', help(codes, `pr ${name}${example}`));
}

function help(codes: string, example: string): string {
  return `\nExit codes: ${codes}\nExample:    projen-fleet ${example}`;
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError('Write a number, 0 or more.'); // prettier-ignore
  return value;
}

function positive(text: string): number {
  if (number(text) === 0) throw new InvalidArgumentError('Write a number above 0.');
  return number(text);
}
