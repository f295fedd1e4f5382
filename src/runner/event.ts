/** What happened in the repository, as workflows see it. */
import { createHash } from 'node:crypto';
import type { Settings } from './settings';
import { isList, toTable, type Value } from './value';

export interface Event {
  readonly name: string;
  readonly payload: { readonly [name: string]: Value };
  /** Activity type, such as `opened`. */
  readonly action: string | undefined;
  /** Full: `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  readonly sha: string;
  /** Branch of a pull request, and the one it goes to; empty elsewhere. */
  readonly headRef: string;
  readonly baseRef: string;
  readonly actor: string;
  /** Whether code of another repository asks: no secrets and no rights to write. */
  readonly fork: boolean;
  readonly changedFiles: readonly string[] | undefined;
}

export interface EventRequest {
  readonly name: string;
  readonly ref: string | undefined;
  readonly payload: Value;
  readonly actor: string | undefined;
  /** Commit that is checked out. @default - one of its own for each ref */
  readonly sha?: string;
}

/** Fills in what a payload leaves out, by the table of docs.github.com, "Events that trigger workflows". */
export function createEvent(request: EventRequest, settings: Settings): Event {
  const { name } = request;
  const payload = toTable(request.payload);
  const pull = toTable(payload['pull_request']);
  const isPull = name.startsWith('pull_request');
  const baseRef = isPull
    ? text(toTable(pull['base'])['ref'], settings.defaultBranch)
    : name === 'merge_group'
      ? mergeBase(payload, settings)
      : '';
  const headRef = isPull ? text(toTable(pull['head'])['ref'], branchOf(request.ref) ?? 'topic') : '';
  const ref = refOf(request, settings, { pull, baseRef });
  const action = payload['action'] ?? (isPull ? 'opened' : undefined);
  return {
    name,
    payload: complete(payload, { name, ref, settings }),
    action: typeof action === 'string' ? action : undefined,
    ref,
    sha: request.sha ?? text(payload['after'], createHash('sha1').update(ref).digest('hex')),
    headRef,
    baseRef,
    actor: request.actor ?? text(toTable(payload['sender'])['login'], settings.actor),
    fork: isFork(name, pull, settings) || isDependabot(name, request.actor ?? settings.actor, payload),
    changedFiles: settings.changedFiles ?? filesOf(payload),
  };
}

function refOf(
  { name, ref, payload }: EventRequest,
  settings: Settings,
  { pull, baseRef }: { pull: { readonly [name: string]: Value }; baseRef: string },
): string {
  const main = `refs/heads/${settings.defaultBranch}`;
  if (name === 'pull_request_target') return `refs/heads/${baseRef}`;
  if (name.startsWith('pull_request')) {
    if (ref?.startsWith('refs/pull/') === true) return ref;
    const number = pull['number'] ?? toTable(payload)['number'] ?? 1;
    return `refs/pull/${text(number, '1')}/merge`;
  }
  // These know the default branch only.
  if (['schedule', 'issues', 'issue_comment', 'workflow_run', 'repository_dispatch'].includes(name)) return main;
  const said = ref ?? toTable(payload)['ref'];
  if (typeof said !== 'string' || said === '') return main;
  return said.startsWith('refs/') ? said : `refs/heads/${said}`;
}

function mergeBase(payload: { readonly [name: string]: Value }, settings: Settings): string {
  return text(toTable(payload['merge_group'])['base_ref'], settings.defaultBranch).replace(/^refs\/heads\//, '');
}

function branchOf(ref: string | undefined): string | undefined {
  return ref?.startsWith('refs/pull/') === true ? undefined : ref?.replace(/^refs\/heads\//, '');
}

/** What every payload has. */
function complete(
  payload: { readonly [name: string]: Value },
  { name, ref, settings }: { name: string; ref: string; settings: Settings },
): { readonly [name: string]: Value } {
  const [owner = '', repository = ''] = settings.repository.split('/');
  const known = {
    full_name: settings.repository,
    name: repository,
    owner: { login: owner },
    default_branch: settings.defaultBranch,
  };
  const refs = name === 'push' || name === 'workflow_dispatch' ? { ref } : {};
  const first = name.startsWith('pull_request') ? { action: 'opened' } : {};
  return { ...first, ...refs, ...payload, repository: { ...known, ...toTable(payload['repository']) } };
}

/** docs.github.com, "Dependabot on GitHub Actions": its runs have the rights of a fork's. */
function isDependabot(name: string, actor: string, payload: { readonly [name: string]: Value }): boolean {
  const sender = toTable(payload['sender'])['login'];
  const asks = ['pull_request', 'push', 'pull_request_review', 'pull_request_review_comment'].includes(name);
  return asks && (sender ?? actor) === 'dependabot[bot]';
}

/** A pull request from another repository. `pull_request_target` runs the code of the base and is none. */
function isFork(name: string, pull: { readonly [name: string]: Value }, settings: Settings): boolean {
  if (!name.startsWith('pull_request') || name === 'pull_request_target') return false;
  const head = toTable(toTable(pull['head'])['repo']);
  const from = head['full_name'];
  return (
    head['fork'] === true || (typeof from === 'string' && from.toLowerCase() !== settings.repository.toLowerCase())
  );
}

function filesOf(payload: { readonly [name: string]: Value }): string[] | undefined {
  const { commits } = payload;
  if (commits === undefined || !isList(commits) || commits.length === 0) return undefined;
  const lists = commits.flatMap((commit) =>
    ['added', 'modified', 'removed'].map((kind) => toTable(commit)[kind] ?? null),
  );
  if (lists.every((files) => files === null)) return undefined;
  return lists.flatMap((files) => (isList(files) ? files.map(String) : []));
}

function text(value: Value, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : otherwise;
}
