/** What the payload of an event has in every case, for callers that say only a part. Source: docs.github.com, "Webhook events and payloads". */
import type { Settings } from './settings';
import { toTable, type Value } from './value';

type Table = { readonly [name: string]: Value };

interface Facts {
  readonly name: string;
  readonly ref: string;
  readonly sha: string;
  readonly baseRef: string;
  readonly headRef: string;
  readonly actor: string;
  /** Whether a pull request comes from another repository. */
  readonly foreign: boolean;
}

export function completePayload(payload: Table, facts: Facts, settings: Settings): Table {
  const [owner = '', repository = ''] = settings.repository.split('/');
  const known: Table = {
    full_name: settings.repository,
    name: repository,
    owner: { login: owner },
    default_branch: settings.defaultBranch,
  };
  return merge(
    { ...usual(facts, known), sender: { login: facts.actor }, repository: known },
    { ...payload, repository: toTable(payload['repository']) },
  );
}

function usual({ name, ref, sha, baseRef, headRef, foreign }: Facts, repo: Table): Table {
  if (name === 'push') return { ref, after: sha, created: false, deleted: false, forced: false };
  if (name === 'workflow_dispatch') return { ref };
  if (!name.startsWith('pull_request')) return {};
  const number = Number(/^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? 1);
  const pull = { number, head: { ref: headRef, repo: { ...repo, fork: foreign } }, base: { ref: baseRef, repo } };
  return { action: 'opened', number, pull_request: { ...pull, draft: false, merged: false } };
}

/** What is given wins, at any depth. */
function merge(usual: Table, given: Table): Table {
  const inner = Object.entries(given).map(([key, value]) => {
    const known = usual[key];
    const both = isTable(known) && isTable(value);
    return [key, both ? merge(known, value) : value] as const;
  });
  return { ...usual, ...Object.fromEntries(inner) };
}

function isTable(value: Value): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or a number as text. */
export function text(value: Value, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : otherwise;
}
