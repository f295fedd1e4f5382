/** What the commands about pins do: look up, judge, change the table, tell. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Pin } from '../../github/pins';
import { readOwned, writeEdits } from '../../managed';
import { EXIT, messageOf, UsageError, type ExitCode, type Surroundings } from '../surroundings';
import type { Bump } from './bumped';
import { findingsOf, type PinFinding } from './check';
import type { GitHubApi } from './github-api';
import { lookUp, type LookUp, type Newer } from './look-up';
import { checkedText, updatedText } from './pins-text';
import { readTable, withRows } from './table';
import { chosenUpdate, newestUpdate, type Update } from './update';

/** What is wrong with a pin, or that GitHub could not be asked about it. */
export interface Checked {
  readonly pin: Pin;
  readonly findings: readonly PinFinding[];
  /** Versions that rest. */
  readonly waiting: readonly Newer[];
  readonly error: string | undefined;
}

/** Compares pins with what GitHub says. Exits 2 where something is wrong or newer, 1 where GitHub could not be asked. */
export async function checkPins(
  pins: readonly Pin[],
  api: GitHubApi,
  json: boolean,
  { now, print }: Pick<Surroundings, 'now' | 'print'>,
): Promise<ExitCode> {
  const found = await Promise.all(pins.map((pin) => attempt(() => lookUp(api, pin, now))));
  const checked = found.map((each, i): Checked[] => {
    const pin = pins[i];
    if (pin === undefined) return [];
    if ('error' in each) return [{ pin, findings: [], waiting: [], error: each.error }];
    const waiting = each.value.newer.filter(({ wait }) => wait !== '');
    return [{ pin, findings: findingsOf(each.value), waiting, error: undefined }];
  });
  print(checkedText(checked.flat(), json));
  return exitOf(checked.flat().map(({ error, findings }) => ({ failed: error !== undefined, differs: findings.length > 0 }))); // prettier-ignore
}

/** A table of pins in a checkout of this package, or another file of that form. */
export interface TableFile {
  /** Absolute folder, and the file below it. */
  readonly root: string;
  readonly path: string;
}

/** A change of the table; `choose` says for a pin what becomes of it. */
interface Changing {
  readonly file: TableFile;
  readonly pins: readonly Pin[];
  readonly choose: (found: LookUp) => Promise<Update>;
  readonly api: GitHubApi;
  readonly json: boolean;
}

/** Moves pins to the newest version that may be taken, and reads again what their rows lack. Exits 1 where one failed. */
export function updatePins(
  options: Omit<Changing, 'choose'> & { readonly major: boolean },
  surroundings: Pick<Surroundings, 'now' | 'print' | 'pid'>,
): Promise<ExitCode> {
  return changePins({ ...options, choose: (found) => newestUpdate(found, options.major) }, surroundings);
}

/** Takes versions that a bot wrote into workflows. Exits 2 where one of them may not be taken, 1 where GitHub failed. */
export function takePins(
  options: Omit<Changing, 'choose' | 'pins'> & { readonly bumps: readonly Bump[] },
  surroundings: Pick<Surroundings, 'now' | 'print' | 'pid'>,
): Promise<ExitCode> {
  const table = readPins(options.file);
  const wanted = options.bumps.filter(({ action, sha, version }) =>
    table.some((pin) => pin.action === action && (pin.sha !== sha || pin.version !== version)),
  );
  const twice = wanted.find(({ action }, i) => wanted.findIndex((bump) => bump.action === action) !== i);
  if (twice !== undefined) throw new UsageError(`${twice.action} is there in two versions. Name one file.`);
  const choose = (found: LookUp): Promise<Update> => {
    const bump = wanted.find(({ action }) => action === found.pin.action);
    if (bump === undefined) throw new Error(`Nobody chose a version of ${found.pin.action}.`);
    return chosenUpdate(found, bump.version, bump.sha, surroundings.now);
  };
  const pins = table.filter((pin) => wanted.some(({ action }) => action === pin.action));
  return changePins({ ...options, pins, choose }, surroundings, EXIT.differs);
}

/** The rows of a table. Throws UsageError where there is none. */
export function readPins(file: TableFile): Pin[] {
  return readTable(textOf(file), file.path);
}

async function changePins(
  { file, pins, choose, api, json }: Changing,
  { now, print, pid }: Pick<Surroundings, 'now' | 'print' | 'pid'>,
  whereLeft: ExitCode = EXIT.done,
): Promise<ExitCode> {
  const before = textOf(file);
  const chosen = await Promise.all(pins.map((pin) => attempt(async () => choose(await lookUp(api, pin, now)))));
  const updates = chosen.flatMap((each) => ('value' in each ? [each.value] : []));
  const rows = updates.flatMap((update) => ('row' in update ? [update.row] : []));
  const after = withRows(before, rows);
  if (after !== before) writeEdits(file.root, [{ path: file.path, before, after }], pid);
  const errors = chosen.flatMap((each, i) =>
    'error' in each ? [{ action: pins[i]?.action ?? '', error: each.error }] : [],
  );
  print(updatedText({ updates, errors, file: file.path, written: after !== before }, json));
  if (errors.length > 0) return EXIT.failed;
  return updates.some((update) => 'left' in update) ? whereLeft : EXIT.done;
}

function textOf({ root, path }: TableFile): string {
  const text = existsSync(root) ? readOwned(root, path) : undefined;
  if (text !== undefined) return text;
  throw new UsageError(
    `${join(root, path)} does not exist. Pins are changed in a checkout of projen-fleet: change to that folder, or name its table by --file.`,
  );
}

type Attempt<T> = { readonly value: T } | { readonly error: string };

/** One repository that cannot be asked does not keep the others from being looked at. */
async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function exitOf(each: readonly { readonly failed: boolean; readonly differs: boolean }[]): ExitCode {
  if (each.some(({ failed }) => failed)) return EXIT.failed;
  return each.some(({ differs }) => differs) ? EXIT.differs : EXIT.done;
}
