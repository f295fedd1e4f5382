/** What a rollout needs from around it: who calls GitHub, a folder of clones that is nobody else's, a ledger, a lock. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { acquireLock, realDisk } from '../../managed';
import { chosenFrom, defineAll, loadFleet } from '../definitions';
import { checkAccess } from '../github/access';
import { GITHUBS_PACE, type GitHub, type Pace } from '../github/connect';
import type { Credentials } from '../github/credentials';
import { explainRefusal, statusOf } from '../github/refusal';
import { signIn } from '../github/sign-in';
import { UsageError, type Surroundings } from '../surroundings';
import { Ledger } from './ledger';
import type { Trip } from './visit';
import { membersOf, type Member } from './waves';

export interface Selection {
  /** Names of repositories. @default - all */
  readonly names: readonly string[];
  /** Module that exports the definitions. */
  readonly definitions: string;
}

/** The repositories that are meant. Throws UsageError where a name is unknown, or a definition has no owner. */
export function chosenMembers({ names, definitions }: Selection, { cwd }: Surroundings): Member[] {
  const projects = defineAll(loadFleet(definitions, cwd), cwd).map(({ project }) => project);
  return membersOf(chosenFrom(projects, names));
}

/** GitHub's pace, or one that `seconds` set between two calls that people are notified of. */
function paceOf(seconds: number): Pace {
  const notifyMs = seconds * 1000;
  return { ...GITHUBS_PACE, notifyMs, writeMs: Math.min(GITHUBS_PACE.writeMs, notifyMs) };
}

export interface TripOptions {
  readonly clones: string;
  /** @default - `projen-fleet.jsonl` among the clones */
  readonly ledger?: string;
  /** @default - `GITHUB_SERVER_URL`, or https://github.com */
  readonly remote?: string;
  readonly pace: number;
  /** Version of this tool. */
  readonly tool: string;
}

/** Checks what may be done, takes the lock, runs `work`, and lets the lock go. */
export async function onTrip<T>(
  options: TripOptions,
  surroundings: Surroundings,
  work: (trip: Trip) => Promise<T>,
): Promise<T> {
  const { cwd, env } = surroundings;
  const clones = resolve(cwd, options.clones);
  const { github, credentials } = signIn(surroundings, paceOf(options.pace));
  const remote = options.remote ?? `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/{owner}/{name}.git`;
  if (!remote.includes('{name}'))
    throw new UsageError(`--remote ${remote} has no {name} in it. Write {owner}/{name}.git`);
  prepareFolder(clones);
  const unlock = acquireLock(realDisk, clones, surroundings);
  try {
    await checkAccess(github, credentials);
    const ledger = Ledger.open(resolve(clones, options.ledger === undefined ? LEDGER : resolve(cwd, options.ledger)));
    if (ledger.resumes) surroundings.printError('The run before was interrupted: going on where it stopped.');
    const token = (): Promise<string | undefined> => tokenOf(github, credentials);
    const result = await work({ github, ledger, run: surroundings, env, clones, remote, tool: options.tool, token });
    ledger.close();
    return result;
  } catch (error) {
    throw forPeople(error);
  } finally {
    unlock();
  }
}

/** An answer of GitHub that ended a command, as a sentence. */
export function forPeople(error: unknown): unknown {
  return statusOf(error) === undefined ? error : new UsageError(explainRefusal(error));
}

const LEDGER = 'projen-fleet.jsonl';
const MARK = '.projen-fleet-clones';

/** Clones are thrown away at need, so the folder must be the tool's own. */
function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const mark = join(folder, MARK);
  if (existsSync(mark)) return;
  if (readdirSync(folder).length > 0)
    throw new UsageError(
      `${folder} holds something else. Clones are made and thrown away by this tool: give a folder that is new or empty.`,
    );
  writeFileSync(mark, 'Clones of projen-fleet pr. Nothing here is kept: do not work in these folders.\n');
}

/** Of an App a token of its installation, made anew before the hour of the last one is over. */
async function tokenOf(github: GitHub, credentials: Credentials): Promise<string | undefined> {
  if ('token' in credentials) return credentials.token;
  const made: unknown = await github.auth({ type: 'installation' });
  const token: unknown = typeof made === 'object' && made !== null ? Reflect.get(made, 'token') : undefined;
  return typeof token === 'string' ? token : undefined;
}
