import { PINS } from '../../../github/pins';
import { shown, type Found, type Rule } from '../rule';
import { change, note, risk, type Told } from '../sentence';

/** Which code of others runs: the action, and whether its commit is fixed and approved. */
export const USED: readonly Rule[] = [
  { at: '**/steps/*/uses', tell: uses },
  { at: 'jobs/*/uses', tell: uses },
];

function uses({ subject, old, now }: Found): Told | undefined {
  if (old === undefined || now === undefined) return undefined;
  const [[before, from], [after, to]] = [split(old), split(now)];
  if (before !== after) {
    const text = `${subject} uses ${shown(after)} instead of ${shown(before)}`;
    return after.startsWith('./') || isApproved(after, to) ? change(text) : risk(text);
  }
  if (!isCommit(to)) return risk(`${subject}: ${after} is pinned to ${shown(to)}, a name that others can move, instead of ${shown(from)}`); // prettier-ignore
  if (!isApproved(after, to)) return risk(`${subject}: ${after} is at ${shown(to)}, which the table of pins does not have`); // prettier-ignore
  const version = `${after} ${versionOf(before, from)} → ${versionOf(after, to)}`;
  return isCommit(from) ? note(`pins: ${version}`) : change(`${after} is pinned to a commit: ${version}`);
}

function split(uses: string): readonly [string, string] {
  const [action = '', ...version] = uses.split('@');
  return [action, version.join('@')];
}

function isCommit(version: string): boolean {
  return /^[0-9a-f]{40}$|^sha256:[0-9a-f]{64}$/.test(version);
}

function isApproved(action: string, sha: string): boolean {
  return PINS.some((pin) => pin.action === action && pin.sha === sha);
}

function versionOf(action: string, version: string): string {
  return PINS.find((pin) => pin.action === action && pin.sha === version)?.version ?? version.slice(0, 12);
}
