import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { GitHubApi } from '../fleet/pins/github-api';
import type { TableFile } from '../fleet/pins/pins';
import { messageOf, UsageError, type ExitCode, type Surroundings } from '../fleet/surroundings';
import type { Pin } from '../github/pins';

interface Options {
  readonly file?: string;
  readonly json: boolean;
}

interface Update extends Options {
  readonly major: boolean;
}

/** Where the table lies in a checkout of this package. */
const TABLE = 'src/github/pins.json';

/** `projen-fleet pins`: the one table of approved actions, compared with GitHub and moved. */
export function addPins(program: Command, surroundings: Surroundings, finish: (code: ExitCode) => void): void {
  const pins = program
    .command('pins')
    .description('Compare the table of approved actions with GitHub, and move it')
    .addHelpText('after', help('0 all right, 2 something to look at, 1 error', 'pins check'));
  const { cwd } = surroundings;
  withOptions(pins.command('check [actions...]'))
    .description('Find tags that moved, versions that are newer, and rows that are not as GitHub says; writes nothing')
    .addHelpText('after', help('0 all right, 2 something to look at, 1 error', 'pins check actions/checkout'))
    .action(async (names: string[], { file, json }: Options) => {
      const { checkPins, readPins } = await import('../fleet/pins/pins');
      const table = file === undefined ? (await import('../github/pins')).PINS : readPins(tableFile(file, cwd));
      finish(await checkPins(chosen(table, names), await connected(surroundings), json, surroundings));
    });
  withOptions(pins.command('update [actions...]'))
    .description('Move rows to the newest version that is seven days old, and read its inputs')
    .option('--major', 'also where the first number of the version changes', false)
    .addHelpText('after', help('0 done, 1 error', 'pins update actions/checkout --major'))
    .action(async (names: string[], { file = TABLE, json, major }: Update) => {
      const { readPins, updatePins } = await import('../fleet/pins/pins');
      const table = tableFile(file, cwd);
      const rows = chosen(readPins(table), names);
      const api = await connected(surroundings);
      finish(await updatePins({ file: table, pins: rows, api, json, major }, surroundings));
    });
  withOptions(pins.command('take <workflows...>'))
    .description('Take the versions that a bot wrote into these workflows, by the same rules')
    .addHelpText('after', help('0 taken, 2 some may not be, 1 error', 'pins take .github/workflows/pins.yml'))
    .action(async (paths: string[], { file = TABLE, json }: Options) => {
      const [{ takePins }, { versionsIn }] = await Promise.all([
        import('../fleet/pins/pins'),
        import('../fleet/pins/bumped'),
      ]);
      const bumps = paths.flatMap((path) => versionsIn(readText(resolve(cwd, path), path)));
      const api = await connected(surroundings);
      finish(await takePins({ file: tableFile(file, cwd), bumps, api, json }, surroundings));
    });
}

function withOptions(command: Command): Command {
  return command
    .option('--file <path>', `table of pins (default: for check the one in this package, else ${TABLE})`)
    .option('--json', 'print JSON', false);
}

function help(codes: string, example: string): string {
  return `\nExit codes: ${codes}\nEnvironment: GITHUB_TOKEN or GH_TOKEN (or GITHUB_APP_ID, …_PRIVATE_KEY, …_INSTALLATION_ID), GITHUB_API_URL\nExample:    projen-fleet ${example}`;
}

/** The client is loaded only here. */
async function connected(surroundings: Surroundings): Promise<GitHubApi> {
  const { signIn } = await import('../fleet/github/sign-in');
  return signIn(surroundings).github;
}

function chosen(pins: readonly Pin[], names: readonly string[]): readonly Pin[] {
  const unknown = names.filter((name) => !pins.some(({ action }) => action === name));
  if (unknown.length > 0)
    throw new UsageError(
      `The table has no ${unknown.join(', ')}. It has ${pins.map(({ action }) => action).join(', ')}.`,
    );
  return pins.filter(({ action }) => names.length === 0 || names.includes(action));
}

function tableFile(file: string, cwd: string): TableFile {
  const path = resolve(cwd, file);
  return { root: dirname(path), path: basename(path) };
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${messageOf(error)}`);
  }
}
