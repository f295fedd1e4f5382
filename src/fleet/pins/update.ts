import type { Pin } from '../../github/pins';
import { UsageError } from '../surroundings';
import { interfaceChanges, type ActionInterface } from './action-interface';
import { BY_HAND, findingsOf } from './check';
import { dayOf, staleInterface, waitOf, type LookUp } from './look-up';
import { compareVersions, isVersion, sameForm } from './version';

/** A row as it should be, or why it stays as it is. */
export type Update =
  | { readonly action: string; readonly row: Pin; readonly changes: readonly string[] }
  | { readonly action: string; readonly left: string };

/** The newest version that may be taken. Without `major`, none whose first number is another one. */
export async function newestUpdate(found: LookUp, major: boolean): Promise<Update> {
  const { action } = found.pin;
  const refused = refusal(found);
  if (refused !== undefined) return { action, left: refused };
  const ready = found.newer.filter(({ wait }) => wait === '');
  const version = ready.findLast((newer) => major || !newer.major)?.version ?? found.pin.version;
  return version === found.pin.version ? refreshed(found) : updateTo(found, version);
}

/** The version that somebody chose, such as a bot: of exactly that commit, and as old as the others have to be. */
export async function chosenUpdate(found: LookUp, version: string, sha: string, now: Date): Promise<Update> {
  const { pin, repository } = found;
  const left = (why: string): Update => ({ action: pin.action, left: why });
  const refused = refusal(found);
  if (refused !== undefined) return left(refused);
  if (!isVersion(version) || !sameForm(version, pin.version))
    return left(`"${version}" behind the commit is no exact version: write one of the form ${pin.version}`);
  if (compareVersions(version, pin.version) < 0) return left(`${version} is older than ${pin.version} in the table`);
  const tag = await repository.tryTag(version);
  if (tag?.commit !== sha)
    return left(`POSSIBLE COMPROMISE: ${sha} is not ${version}, which is ${tag?.commit ?? 'no tag'}`);
  const wait = waitOf(await repository.tryReleased(version), now);
  return wait === '' ? updateTo(found, version) : left(`${version}: ${wait}`);
}

function refusal(found: LookUp): string | undefined {
  return findingsOf(found).find(({ problem }) => BY_HAND.includes(problem))?.message;
}

/** The same version, with what its row lacks. */
function refreshed(found: LookUp): Update {
  const { pin, read, released } = found;
  const { action } = pin;
  const stale = staleInterface(found);
  const dated = released !== undefined && released !== pin.released ? [`was released on ${released}`] : [];
  const wait = found.newer.map(({ version, wait: why }) => (why === '' ? '' : `${version}: ${why}`)).find(Boolean);
  const unchanged = read !== undefined && stale.length === 0 && pin.inputsReadAt === pin.version;
  if (unchanged && dated.length === 0) return { action, left: wait ?? `${pin.version} is the newest to be taken` };
  const facts = read === undefined ? {} : factsOf(read, pin.version);
  const row = { ...pin, released: released ?? pin.released, ...facts };
  return { action, row, changes: [...dated, ...(unchanged ? [] : [`was read at ${pin.version}`]), ...stale] };
}

async function updateTo({ pin, repository, read }: LookUp, version: string): Promise<Update> {
  const tag = await repository.tryTag(version);
  if (tag === undefined) throw new UsageError(`The tag ${version} of ${pin.action} vanished meanwhile. Run again.`);
  const [after, released] = [await repository.interfaceAt(tag.commit), await repository.tryReleased(version)];
  const row = { ...pin, version, sha: tag.commit, released: dayOf(released) ?? null, ...factsOf(after, version) };
  const changes = read === undefined ? [] : interfaceChanges(read, after);
  return { action: pin.action, row, changes: [`${pin.version} → ${version}`, ...changes] };
}

function factsOf({ runtime, inputs, outputs }: ActionInterface, version: string) {
  return { runtime, inputsReadAt: version, inputs, outputs };
}
