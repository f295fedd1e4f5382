import type { Pin } from '../../github/pins';
import { interfaceChanges, type ActionInterface } from './action-interface';
import { ActionRepository, type Standing, type Tagged, type Version } from './action-repository';
import type { GitHubApi } from './github-api';
import { compareVersions, majorOf, sameForm } from './version';

/** Days that a new version rests before it is taken: most bad releases are found by others within a week. */
export const COOLDOWN_DAYS = 7;

const DAY_MS = 86_400_000;

/** A version that is newer than the pinned one. */
export interface Newer {
  readonly version: string;
  /** Day of its release; undefined where the tag has none. */
  readonly released: string | undefined;
  /** Whether its first number is another one. */
  readonly major: boolean;
  /** Why it is not to be taken yet; empty when it may be. */
  readonly wait: string;
}

/** What GitHub says of a pinned action. */
export interface LookUp {
  readonly pin: Pin;
  readonly repository: ActionRepository;
  readonly standing: Standing | undefined;
  readonly tag: Tagged | undefined;
  readonly released: string | undefined;
  /** Another version of exactly the pinned commit. */
  readonly alias: string | undefined;
  /** What its action.yml says at the pinned commit; undefined where the tag is not that commit. */
  readonly read: ActionInterface | undefined;
  /** The newest version that may be taken, within the major and of the others; then those that wait. */
  readonly newer: readonly Newer[];
}

/** Asks GitHub about a pin. What its owner or somebody else changed is in the answer; only a failing call rejects. */
export async function lookUp(api: GitHubApi, pin: Pin, now: Date): Promise<LookUp> {
  const repository = new ActionRepository(api, pin.action);
  const standing = await repository.tryStanding();
  const nothing = {
    pin,
    repository,
    standing,
    tag: undefined,
    released: undefined,
    alias: undefined,
    read: undefined,
    newer: [],
  };
  if (standing === undefined) return nothing;
  const tag = await repository.tryTag(pin.version);
  const right = tag?.commit === pin.sha;
  const versions = await repository.versions();
  return {
    ...nothing,
    tag,
    alias: versions.find(({ name, commit }) => commit === pin.sha && name !== pin.version)?.name,
    released: right ? dayOf(await repository.tryReleased(pin.version)) : undefined,
    read: right ? await repository.interfaceAt(pin.sha) : undefined,
    newer: await newerVersions(repository, versions, pin, now),
  };
}

/** For the pinned major and for newer ones each: down from the newest, until one may be taken. */
async function newerVersions(
  repository: ActionRepository,
  versions: readonly Version[],
  { version }: Pin,
  now: Date,
): Promise<Newer[]> {
  const all = versions.map(({ name }) => name);
  const later = all.filter((tag) => sameForm(tag, version) && compareVersions(tag, version) > 0);
  const sorted = later.sort((a, b) => compareVersions(b, a));
  const isMajor = (tag: string): boolean => majorOf(tag) !== majorOf(version);
  const found: Newer[] = [];
  for (const major of [false, true]) {
    for (const tag of sorted.filter((each) => isMajor(each) === major)) {
      const released = await repository.tryReleased(tag);
      const wait = waitOf(released, now);
      found.push({ version: tag, released: dayOf(released), major, wait });
      if (wait === '') break;
    }
  }
  return found;
}

/** Why a version is not to be taken yet; empty when it may be. */
export function waitOf(released: Date | undefined, now: Date): string {
  if (released === undefined)
    return 'it has no release, so only its author says how old it is: look at it, and change the row by hand';
  const end = new Date(released.getTime() + COOLDOWN_DAYS * DAY_MS);
  return now < end ? `it rests until ${end.toISOString().slice(0, 16)}Z, ${COOLDOWN_DAYS} days after its release` : '';
}

/** What differs between the row and its action.yml, in clauses. */
export function staleInterface({ pin, read }: LookUp): string[] {
  if (read === undefined) return [];
  if (pin.inputs === null || pin.outputs === null) return ['has inputs that were not read yet'];
  return interfaceChanges({ runtime: pin.runtime, inputs: recorded(pin.inputs), outputs: pin.outputs }, read);
}

function recorded(inputs: NonNullable<Pin['inputs']>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, kind = 'optional']) => [name, kind]));
}

/** The day in UTC. */
export function dayOf(date: Date | undefined): string | undefined {
  return date?.toISOString().slice(0, 10);
}
