/** Brings a repository to its definition: reads, compares, changes, and reads again until nothing is left to change. */
import type { GitHub } from '../github/connect';
import { callsBetween, type Call } from './calls';
import { compare, isMended } from './compare';
import type { Desired } from './desired';
import type { Difference } from './difference';
import { explain, isWorthAnother } from './failure';
import type { Turn } from './first-alone';
import { readServed } from './read-served';
import type { Organization } from './served';

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

export async function look(wanted: Desired, { github, owner }: Asking): Promise<Outcome> {
  const { name } = wanted;
  try {
    return { name, mended: [], differences: compare(wanted, await readServed(wanted, github), owner) };
  } catch (error) {
    return { name, mended: [], differences: [], error: explain(error, 'read its settings') };
  }
}

export async function mend(wanted: Desired, asking: Asking, turn: Turn): Promise<Outcome> {
  const { name } = wanted;
  let at = 'read its settings';
  let first: readonly Difference[] | undefined;
  let left: readonly Difference[] = [];
  const outcome = (error?: string): Outcome => {
    const open = left.map(({ sentence }) => sentence);
    const mended = (first ?? []).map(({ sentence }) => sentence).filter((sentence) => !open.includes(sentence));
    return { name, mended, differences: left, ...(error !== undefined && { error }) };
  };
  for (let round = 1; ; round += 1) {
    at = 'read its settings';
    try {
      const served = await readServed(wanted, asking.github);
      left = compare(wanted, served, asking.owner);
      first ??= left;
      const chosen = left.filter((each) => isMended(each, asking.allowWeaker));
      if (chosen.length === 0) return outcome();
      if (round === ROUNDS)
        return outcome(`GitHub took every call and still serves ${chosen.length} of them otherwise.`);
      const goal = chosen.reduce((state, { mend: change }) => change?.(state) ?? state, served);
      for (const call of callsBetween(served, goal)) {
        at = wordsOf(call);
        await turn(() => send(wanted, call, asking.github));
      }
    } catch (error) {
      if (round === ROUNDS || !isWorthAnother(error)) return outcome(explain(error, at));
    }
  }
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
