import { PINS } from '../../../github/pins';
import { shown, type Found, type Rule } from '../rule';
import { change, note, risk, type Told } from '../sentence';

/** Which code of others runs: the action, and whether its commit is fixed and approved. */
export const USED: readonly Rule[] = [
  { at: '**/steps/*/uses', tell: uses },
  { at: 'jobs/*/uses', tell: uses },
];

function uses({ subject, old, now, step, where }: Found): Told | undefined {
  if (old === undefined || now === undefined) return undefined;
  // Workflows of this repository are called, not pinned.
  if (step === undefined && !old.includes('@') && !now.includes('@')) return undefined;
  const [[before, from], [after, to]] = [split(old), split(now)];
  if (before !== after) {
    const text = `${subject} uses ${shown(after)} instead of ${shown(before)}`;
    return after.startsWith('./') || isApproved(after, to) ? change(text) : risk(text);
  }
  if (!isCommit(to)) return risk(`${subject}: ${after} is pinned to ${shown(to)}, a name that others can move, instead of ${shown(from)}`); // prettier-ignore
  if (!isApproved(after, to)) return risk(`${subject}: ${after} is at ${shown(to)}, which the table of pins does not have`); // prettier-ignore
  const named = ([action, at]: Use) => where.versions?.get(at) ?? approvedVersion(action, at) ?? at.slice(0, 12);
  const version = `${after} ${named([before, from])} → ${named([after, to])}`;
  return isCommit(from) ? note(`pins: ${version}`) : change(`${after} is pinned to a commit: ${version}`);
}

type Use = readonly [action: string, version: string];

function split(uses: string): Use {
  const [action = '', ...version] = uses.split('@');
  return [action, version.join('@')];
}

function isCommit(version: string): boolean {
  return /^[0-9a-f]{40}$|^sha256:[0-9a-f]{64}$/.test(version);
}

function isApproved(action: string, commit: string): boolean {
  return approvedVersion(action, commit) !== undefined;
}

function approvedVersion(action: string, commit: string): string | undefined {
  return PINS.find((pin) => pin.action === action && pin.sha === commit)?.version;
}
