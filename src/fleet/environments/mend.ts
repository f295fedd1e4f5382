/** Brings a repository to its definition: reads, compares, changes, and reads again until nothing is left to change. */
import type { GitHub } from '../github/connect';
import { callsBetween, type Call } from './calls';
import { compare, isMended } from './compare';
import type { Desired } from './desired';
import type { Difference } from './difference';
import { explain, isWorthAnother } from './failure';
import type { Turn } from './first-alone';
import { readServed } from './read-served';
import type { Organization, Served } from './served';

/** What came of a repository. */
export interface Outcome {
  readonly name: string;
  /** What was mended, in sentences. */
  readonly mended: readonly string[];
  /** What is left. */
  readonly differences: readonly Difference[];
  /** Why it ended early, as a sentence. */
  readonly error?: string;
}

export interface Asking {
  readonly github: GitHub;
  readonly owner: Organization;
  readonly allowWeaker: boolean;
}

/** A reply that is lost, or an error of the server, is tried again on what is served by then; more often it is no accident. */
const ROUNDS = 4;

/** A repository as it is. */
export async function look(wanted: Desired, asking: Asking): Promise<Outcome> {
  const { name, mended, differences, error } = await lookClosely(wanted, asking);
  return { name, mended, differences, ...(error !== undefined && { error }) };
}

type Look = Outcome & ({ readonly served: Served } | { readonly error: string; readonly served?: never });

async function lookClosely(wanted: Desired, { github, owner }: Asking): Promise<Look> {
  const { name } = wanted;
  try {
    const served = await readServed(wanted, github);
    return { name, mended: [], differences: compare(wanted, served, owner), served };
  } catch (error) {
    return { name, mended: [], differences: [], error: explain(error, 'read its settings') };
  }
}

export async function mend(wanted: Desired, asking: Asking, turn: Turn): Promise<Outcome> {
  let first: Outcome | undefined;
  let failed: string | undefined;
  for (let round = 1; ; round += 1) {
    const now = await lookClosely(wanted, asking);
    first ??= now;
    const chosen = now.differences.filter((each) => isMended(each, asking.allowWeaker));
    if (now.served === undefined || chosen.length === 0) return since(first, now);
    const stuck = `GitHub took every call and still serves ${chosen.length} of them otherwise.`;
    if (round === ROUNDS) return since(first, now, failed ?? stuck);
    failed = undefined;
    const goal = chosen.reduce((state, { mend: change }) => change?.(state) ?? state, now.served);
    for (const call of callsBetween(now.served, goal)) {
      try {
        await turn(() => send(wanted, call, asking.github));
      } catch (error) {
        failed = explain(error, wordsOf(call));
        if (!isWorthAnother(error)) return since(first, await look(wanted, asking), failed);
        break;
      }
    }
  }
}

/** What is left by now, and what is not any more. */
function since(first: Outcome, now: Outcome, failed = now.error): Outcome {
  const seen = now.error === undefined ? now.differences : first.differences;
  const left = seen.map(({ sentence }) => sentence);
  const mended = first.differences.map(({ sentence }) => sentence).filter((sentence) => !left.includes(sentence));
  return { name: now.name, mended, differences: seen, ...(failed !== undefined && { error: failed }) };
}

/** The answers are not read: what GitHub serves afterwards counts. */
async function send({ owner, name }: Desired, { route, parameters }: Call, github: GitHub): Promise<void> {
  await github.request(route, { owner, repo: name, ...parameters });
}

/** `set …/environments/prod` */
function wordsOf({ route, parameters }: Call): string {
  const [method = '', path = ''] = route.replace('/repos/{owner}/{repo}', '').split(' ');
  const verb = method === 'DELETE' ? 'delete' : method === 'POST' ? 'create' : 'change';
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(parameters[key])));
  return `${verb} ${filled.slice(1)}`;
}
