/** What happened in the repository, as workflows see it. */
import { createHash } from 'node:crypto';
import { completePayload, text } from './event-payload';
import { refOf } from './event-ref';
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
  const given = toTable(request.payload);
  const payload = name === 'repository_dispatch' ? dispatched(given) : given;
  const pull = toTable(payload['pull_request']);
  const isPull = name.startsWith('pull_request');
  const baseRef = isPull
    ? text(toTable(pull['base'])['ref'], settings.defaultBranch)
    : name === 'merge_group'
      ? mergeBase(payload, settings)
      : '';
  const headRef = isPull ? text(toTable(pull['head'])['ref'], branchOf(request.ref) ?? 'topic') : '';
  const foreign = isPull && isForeign(payload, settings);
  const ref = refOf({ name, ref: request.ref, payload, baseRef }, settings);
  const action = payload['action'] ?? (isPull ? 'opened' : undefined);
  const sha = request.sha ?? text(payload['after'], createHash('sha1').update(ref).digest('hex'));
  const actor = request.actor ?? text(toTable(payload['sender'])['login'], settings.actor);
  return {
    name,
    payload: completePayload(payload, { name, ref, sha, baseRef, headRef, actor, foreign }, settings),
    action: typeof action === 'string' ? action : undefined,
    ref,
    sha,
    headRef,
    baseRef,
    actor,
    // `pull_request_target` runs the code of the base.
    fork: (foreign && name !== 'pull_request_target') || isDependabot(name, request.actor ?? settings.actor, payload),
    changedFiles: settings.changedFiles ?? filesOf(payload),
  };
}

function mergeBase(payload: { readonly [name: string]: Value }, settings: Settings): string {
  return text(toTable(payload['merge_group'])['base_ref'], settings.defaultBranch).replace(/^refs\/heads\//, '');
}

/** The API calls it `event_type`, and the event of it an action. */
function dispatched(payload: { readonly [name: string]: Value }): { readonly [name: string]: Value } {
  const { event_type, ...others } = payload;
  return event_type === undefined ? payload : { action: event_type, ...others };
}

function branchOf(ref: string | undefined): string | undefined {
  return ref?.startsWith('refs/pull/') === true ? undefined : ref?.replace(/^refs\/heads\//, '');
}

/** docs.github.com, "Dependabot on GitHub Actions": its runs have the rights of a fork's. */
function isDependabot(name: string, actor: string, payload: { readonly [name: string]: Value }): boolean {
  const sender = toTable(payload['sender'])['login'];
  const asks = ['pull_request', 'push', 'pull_request_review', 'pull_request_review_comment'].includes(name);
  return asks && (sender ?? actor) === 'dependabot[bot]';
}

/** A pull request from another repository; one of a repository that is itself a fork is from its own. */
function isForeign(payload: { readonly [name: string]: Value }, settings: Settings): boolean {
  const { head, base } = toTable(payload['pull_request']);
  const [from, to] = [toTable(toTable(head)['repo']), toTable(toTable(base)['repo'])];
  const own = text(to['full_name'], text(toTable(payload['repository'])['full_name'], settings.repository));
  const name = from['full_name'];
  return typeof name === 'string' ? name.toLowerCase() !== own.toLowerCase() : from['fork'] === true;
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
