/** What the subcommands of `pr` do, once the command line is read. */
import { signIn } from '../fleet/github/sign-in';
import { closeAll, type Verb } from '../fleet/rollout/close';
import { exitOfRollout, openWaves, type RolloutRules } from '../fleet/rollout/open';
import { lineOf } from '../fleet/rollout/result';
import { chosenMembers, forPeople, onTrip } from '../fleet/rollout/session';
import { statusOfAll, statusTable } from '../fleet/rollout/status';
import { markdownOf, toldOf } from '../fleet/rollout/told';
import { wavesOf } from '../fleet/rollout/waves';
import { EXIT, type ExitCode, type Surroundings } from '../fleet/surroundings';

interface Options {
  readonly definitions: string;
  readonly json: boolean;
  readonly parallel: number;
  readonly batch: number;
}

interface OpenOptions extends Options, Pick<RolloutRules, 'wave' | 'until' | 'allowNoChecks' | 'allGreen'> {
  readonly clones: string;
  readonly remote?: string;
  readonly ledger?: string;
  readonly wait: number;
  readonly poll: number;
  readonly pace: number;
  readonly tool: string;
  readonly keepGoing: boolean;
}

/** Repositories between two signs of life where nothing has to be told. */
const QUIET = 25;

export async function openPulls(
  names: readonly string[],
  options: OpenOptions,
  surroundings: Surroundings,
): Promise<{ code: ExitCode; markdown: string }> {
  const { print, printError, color } = surroundings;
  const waves = wavesOf(chosenMembers({ ...options, names }, surroundings), options.batch);
  const rules = { ...options, waitMinutes: options.wait, pollSeconds: options.poll };
  const rollout = await onTrip(options, surroundings, (trip) =>
    openWaves(waves, rules, trip, {
      done: (result, count, of) => {
        const quiet = result.state === 'unchanged' || result.state === 'current';
        if (!quiet && !options.json) print(`${String(count).padStart(String(of).length)}/${of} ${lineOf(result)}`);
        else if (color && count % QUIET === 0) printError(`${count}/${of} …`);
      },
      gate: printError,
    }),
  );
  print(options.json ? JSON.stringify({ version: 1, ...rollout }, undefined, 2) : toldOf(rollout));
  return { code: exitOfRollout(rollout, options.keepGoing), markdown: markdownOf(rollout) };
}

export function showWaves(names: readonly string[], options: Options, surroundings: Surroundings): ExitCode {
  const waves = wavesOf(chosenMembers({ ...options, names }, surroundings), options.batch).map(({ name, members }) => {
    return { name, repositories: members.map((member) => member.name) };
  });
  const text = waves.map(({ name, repositories }) => `${name}: ${repositories.join(', ')}`).join('\n');
  surroundings.print(options.json ? JSON.stringify({ version: 1, waves }) : text);
  return EXIT.done;
}

export async function showStatus(
  names: readonly string[],
  options: Options,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const waves = wavesOf(chosenMembers({ ...options, names }, surroundings), options.batch);
  const { github } = signIn(surroundings);
  const all = await asked(() => statusOfAll(waves, github, options.parallel));
  surroundings.print(options.json ? JSON.stringify({ version: 1, repositories: all }, undefined, 2) : statusTable(all));
  if (all.some(({ error }) => error !== undefined)) return EXIT.failed;
  return all.some(({ behind }) => behind !== 0) ? EXIT.differs : EXIT.done;
}

export async function closePulls(
  verb: Verb,
  names: readonly string[],
  options: Options,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { print } = surroundings;
  const members = chosenMembers({ ...options, names }, surroundings);
  const { github } = signIn(surroundings);
  const results = await asked(() => closeAll(members, verb, github, options.parallel));
  const told = results.filter(({ state }) => state !== 'unchanged').map(lineOf);
  const text = told.length === 0 ? 'No pull request is open.' : told.join('\n');
  print(options.json ? JSON.stringify({ version: 1, results }, undefined, 2) : text);
  return results.some(({ state }) => state === 'failed') ? EXIT.failed : EXIT.done;
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw forPeople(error);
  }
}
