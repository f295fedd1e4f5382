/** GITHUB_REF of an event, by the table of docs.github.com, "Events that trigger workflows". */
import { text } from './event-payload';
import type { Settings } from './settings';
import { toTable, type Value } from './value';

interface Asked {
  readonly name: string;
  /** What the caller says. */
  readonly ref: string | undefined;
  readonly payload: { readonly [name: string]: Value };
  /** Branch to which a pull request goes. */
  readonly baseRef: string;
}

/** Events that know the default branch only. */
const DEFAULT_BRANCH = [
  ...['branch_protection_rule', 'check_run', 'check_suite', 'delete', 'discussion', 'discussion_comment', 'fork'],
  ...['gollum', 'issue_comment', 'issues', 'label', 'milestone', 'public', 'repository_dispatch', 'schedule', 'watch'],
  'workflow_run',
];

export function refOf(asked: Asked, settings: Settings): string {
  const { name, ref, payload, baseRef } = asked;
  const main = `refs/heads/${settings.defaultBranch}`;
  if (name === 'pull_request_target') return `refs/heads/${baseRef}`;
  if (name.startsWith('pull_request')) return mergeRef(asked);
  if (DEFAULT_BRANCH.includes(name)) return main;
  const said = ref ?? payload['ref'] ?? elsewhere(asked);
  if (typeof said !== 'string' || said === '') return main;
  if (said.startsWith('refs/')) return said;
  return payload['ref_type'] === 'tag' ? `refs/tags/${said}` : `refs/heads/${said}`;
}

function mergeRef({ ref, payload }: Asked): string {
  if (ref?.startsWith('refs/pull/') === true) return ref;
  const number = toTable(payload['pull_request'])['number'] ?? payload['number'] ?? 1;
  return `refs/pull/${text(number, '1')}/merge`;
}

/** Where some events have it. */
function elsewhere({ name, payload }: Asked): string {
  if (name === 'merge_group') return text(toTable(payload['merge_group'])['head_ref'], '');
  if (name.startsWith('deployment')) return text(toTable(payload['deployment'])['ref'], '');
  const tag = name === 'release' ? text(toTable(payload['release'])['tag_name'], '') : '';
  return tag === '' ? '' : `refs/tags/${tag}`;
}
