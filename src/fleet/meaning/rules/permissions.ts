import { keysOf, valueBelow, type Node } from '../node';
import { shown, type Found, type Rule } from '../rule';
import { change, risk, type Told } from '../sentence';

const RANK: Readonly<Record<string, number>> = { none: 0, read: 1, write: 2 };

/** What a job may do with its token, whether it says so itself or its workflow does. */
export const PERMISSIONS: readonly Rule[] = [{ at: 'jobs/*/permissions', tell: permissions }];

function permissions({ before, after, subject, environment }: Found): readonly Told[] | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [old, now] = [valueBelow(before, '*'), valueBelow(after, '*')];
  if (now === 'unstated')
    return [
      risk(`${subject} no longer states its permissions: it gets the default of the repository, which may write`),
    ];
  if (old === 'unstated') return [change(`${subject} states its permissions: ${listed(after)}`)];
  const scopes = [...new Set([...keysOf(before), ...keysOf(after)])].filter((scope) => scope !== '*');
  const all = old === undefined && now === undefined ? scopes : ['*', ...scopes];
  return all.flatMap((scope) => {
    const [from, to] = [levelOf(before, scope), levelOf(after, scope)];
    return from === to ? [] : [scopeTold(scope, from, to, subject, environment)];
  });
}

function scopeTold(scope: string, from: string, to: string, subject: string, environment: string | undefined): Told {
  const name = scope === '*' ? 'every scope' : scope;
  // A token for the cloud is what makes a job act in the role of its environment.
  const who = scope === 'id-token' && environment !== undefined ? `role of ${environment}` : subject;
  const behind = who === subject ? '' : ` (${subject})`;
  if (rank(to) > rank(from)) return risk(`${who} gained ${shown(`${name}: ${to}`)}${behind}`);
  return change(`${who} lost ${shown(`${name}: ${from}`)}${behind}`);
}

/** What is not named is `none`, unless everything is named at once. */
function levelOf(scopes: Node, scope: string): string {
  return valueBelow(scopes, scope) ?? valueBelow(scopes, '*') ?? 'none';
}

function rank(level: string): number {
  return RANK[level] ?? 3;
}

function listed(scopes: Node): string {
  const stated = keysOf(scopes).map((scope) => `${scope}: ${valueBelow(scopes, scope) ?? ''}`);
  return shown(stated.join(', ') || 'none');
}
