/** Whether an event starts a workflow. Source: docs.github.com, "Events that trigger workflows" and "Workflow syntax". */
import type { EventsConfig } from '#github-language';
import type { Event } from './event';
import { passesFilter } from './pattern';
import { isList, toTable } from './value';

/** Activity types that start a workflow which names none; other events take all their types. */
const USUAL_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

interface Filters {
  readonly branches?: string[];
  readonly 'branches-ignore'?: string[];
  readonly tags?: string[];
  readonly 'tags-ignore'?: string[];
  readonly paths?: string[];
  readonly 'paths-ignore'?: string[];
  readonly types?: string[];
  readonly workflows?: string[];
}

/** Why the event starts nothing; undefined where it does. */
export function whyNotStarted(events: EventsConfig, event: Event): string | undefined {
  const { name } = event;
  if (name === 'workflow_call') return 'not triggered: a called workflow is started by a job, and by no event.';
  if (!(name in events))
    return `not triggered: the workflow has no "${name}" in "on", only ${Object.keys(events).join(', ')}.`;
  const filters = toFilters(events[name]);
  const reasons = [
    typeReason(filters, event),
    refReason(filters, event),
    pathReason(filters, event),
    workflowReason(filters, event),
    skipReason(event),
  ];
  const reason = reasons.find((each) => each !== undefined);
  return reason === undefined ? undefined : `not triggered: ${reason}`;
}

function toFilters(config: unknown): Filters {
  return typeof config === 'object' && config !== null ? config : {};
}

function typeReason({ types }: Filters, { name, action }: Event): string | undefined {
  const asked = types ?? USUAL_TYPES[name];
  if (asked === undefined || action === undefined || asked.includes(action)) return undefined;
  return `the activity is "${action}", asked for is ${asked.join(', ')}.`;
}

function workflowReason({ workflows }: Filters, { name, payload }: Event): string | undefined {
  const of = toTable(payload['workflow_run'])['name'];
  if (name !== 'workflow_run' || workflows === undefined || typeof of !== 'string' || workflows.includes(of))
    return undefined;
  return `the workflow "${of}" is none of ${workflows.join(', ')}.`;
}

/** A push of a tag passes only where tags are asked for, or nothing is. */
function refReason(filters: Filters, event: Event): string | undefined {
  const { name, ref, baseRef, payload } = event;
  if (name === 'push') {
    const isTag = ref.startsWith('refs/tags/');
    const short = ref.replace(/^refs\/(heads|tags)\//, '');
    const [only, never] = isTag
      ? [filters.tags, filters['tags-ignore']]
      : [filters.branches, filters['branches-ignore']];
    const [other, otherNever] = isTag
      ? [filters.branches, filters['branches-ignore']]
      : [filters.tags, filters['tags-ignore']];
    const none = only === undefined && never === undefined;
    if (none && (other ?? otherNever) !== undefined) return `${ref} is of a kind that no filter names.`;
    return none ? undefined : filterReason(short, only, never);
  }
  if (name.startsWith('pull_request') || name === 'merge_group')
    return filterReason(baseRef, filters.branches, filters['branches-ignore']);
  const head = toTable(payload['workflow_run'])['head_branch'];
  if (name === 'workflow_run' && typeof head === 'string')
    return filterReason(head, filters.branches, filters['branches-ignore']);
  return undefined;
}

function filterReason(name: string, only: string[] | undefined, never: string[] | undefined): string | undefined {
  if (only !== undefined && !passesFilter(only, name)) return `"${name}" does not match ${only.join(', ')}.`;
  if (never !== undefined && passesFilter(never, name)) return `"${name}" is ignored by ${never.join(', ')}.`;
  return undefined;
}

function pathReason(filters: Filters, { changedFiles: files, ref }: Event): string | undefined {
  const { paths, 'paths-ignore': ignored } = filters;
  if (files === undefined || ref.startsWith('refs/tags/')) return undefined;
  if (paths !== undefined && !files.some((file) => passesFilter(paths, file)))
    return `no changed file matches ${paths.join(', ')}.`;
  if (ignored !== undefined && files.every((file) => passesFilter(ignored, file)))
    return `all changed files are ignored by ${ignored.join(', ')}.`;
  return undefined;
}

/** docs.github.com, "Skip workflow runs". */
function skipReason({ name, payload }: Event): string | undefined {
  if (name !== 'push' && name !== 'pull_request') return undefined;
  const { head_commit: commit } = toTable(payload);
  const message = toTable(commit)['message'];
  if (typeof message !== 'string' || isList(message)) return undefined;
  return /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(message) ||
    /\n\nskip-checks:\s*true\s*$/.test(message)
    ? 'the commit message says to skip it.'
    : undefined;
}
