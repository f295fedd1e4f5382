/** Gives a repository of another GitHub all that one holds. */
import type { Repository } from '../github';

const HELD = [
  ...([
    'environments',
    'workflows',
    'runs',
    'dispatches',
    'artifacts',
    'releases',
    'commits',
    'refs',
    'tags',
    'trees',
  ] as const),
  ...(['protections', 'deployments', 'statuses', 'checkRuns', 'issues', 'comments', 'pulls'] as const),
  ...(['collaborators', 'teams', 'subject', 'rulesets', 'actions'] as const),
];

export function copyRepository(from: Repository, to: Repository): void {
  const held = Object.fromEntries(HELD.map((name) => [name, copyOf(from[name])]));
  Object.assign(to, held);
}

/** Bytes stay shared: nobody changes them in place. */
function copyOf(value: unknown): unknown {
  if (Buffer.isBuffer(value) || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}
