import { becomes, type Found, type Rule } from '../rule';
import { change, risk, type Told } from '../sentence';

/** Values that name where something happens, and as whom. */
const PLACES = /^(account|account[-_]ids?|aws[-_]account.*|allowed-account-ids|region|aws[-_](default[-_])?region|role|role[-_]arn|role-to-assume|read[-_]role|target|source|environment|env|stage|stack|stack[-_]name|bucket|state[-_]bucket|state[-_]key|lock[-_]table|alias|cluster|service|function.*)$/i; // prettier-ignore

/** Limits, and which direction makes them weaker. */
const LOWER = /^(floor|fail[-_]under|.*approvals|.*soak.*|stability.*|.*watch[-_]minutes|wait.*|minima|min[-_].*|reserve)$/i; // prettier-ignore
const HIGHER = /^(.*limit|.*errors|.*throttles|max[-_].*|.*tolerance)$/i;

/** Settings of actions that hold something back while they have this value. */
const GUARDS: Readonly<Record<string, readonly string[]>> = {
  'persist-credentials': ['false'],
  fail_ci_if_error: ['true'],
  'fail-on-error': ['true'],
  'if-no-files-found': ['error'],
  'mask-aws-account-id': ['true'],
  'unset-current-credentials': ['true'],
};

/** What is handed to steps, actions and called workflows. */
export const VALUES: readonly Rule[] = [
  { at: '**/env|with/*', tell: value },
  { at: 'inputs/*/default', tell: value },
];

function value({ subject, stars: [kind = '', name = kind], old, now }: Found): Told | undefined {
  if (old === undefined && now === undefined) return undefined;
  const text = `${subject}: ${titleOf(name)} ${becomes(old, now)}`;
  return isRisk(name, old, now) ? risk(text) : change(text);
}

function titleOf(name: string): string {
  return /^floor$|^fail[-_]under$/i.test(name) ? 'coverage floor' : `\`${name}\``;
}

/** Whether a value by this name lets more through, acts elsewhere, or carries a secret that it did not. */
export function isRisk(name: string, old: string | undefined, now: string | undefined): boolean {
  const guards = GUARDS[name];
  if (guards !== undefined) return !guards.includes(now ?? '') && (old === undefined || guards.includes(old));
  if (PLACES.test(name)) return true;
  if (/policy|session/i.test(name) && now === undefined) return true;
  if (/\$\{\{[^}]*\bsecrets\b/.test(now ?? '') && now !== old) return true;
  return isLooser(name, old, now);
}

/** Whether a limit by this name is weaker now. */
export function isLooser(name: string, old: string | undefined, now: string | undefined): boolean {
  if (!LOWER.test(name) && !HIGHER.test(name)) return false;
  const [from, to] = [Number(old), Number(now)];
  if (old === undefined) return false;
  if (now === undefined || now === '' || Number.isNaN(from) || Number.isNaN(to)) return true;
  return LOWER.test(name) ? to < from : to > from;
}
