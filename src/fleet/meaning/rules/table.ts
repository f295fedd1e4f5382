import { keysOf, valueBelow } from '../node';
import { becomes, shown, type Found, type Rule } from '../rule';
import { change, risk, type Told } from '../sentence';
import { isLooser } from './values';
import { judged } from './weakenings';

/** What differences in the table of environments mean. */
export const TABLE_RULES: readonly Rule[] = [
  { at: 'environments|accounts/*', tell: row },
  { at: 'environments/*/approvals', tell: approvals },
  { at: 'environments/*/chain', tell: chain },
  { at: 'environments/*/protection/*', tell: protection },
  { at: 'environments/*/protection/*/reviewers', tell: reviewers },
  { at: 'environments/*/protection/*/wait', tell: wait },
  { at: 'environments/*/protection/*/branches', tell: ({ stars: [, name = ''], old, now }) => risk(`${upper(name)}: branches that may deploy: ${becomes(old, now)}`) }, // prettier-ignore
  { at: 'accounts/*/windows', tell: windows },
  { at: 'accounts/*/production', tell: ({ stars: [name = ''], old, now }) => risk(`${upper(name)}: \`production\` ${becomes(old, now)}`) }, // prettier-ignore
  { at: 'environments|accounts/*/*', tell: value },
  { at: 'outputs/*', tell: output },
  { at: 'policy/*', tell: allowed },
  { at: 'code', tell: code },
];

/** Words for what the table calls by a short name. */
const WORDS: Readonly<Record<string, string>> = {
  soak_hours: 'hours in this environment before the next',
  stability_hours: 'hours of errors that are looked at',
  error_limit: 'errors that stop a promotion',
  watch_minutes: 'minutes it is watched after a deployment',
  watch_errors: 'errors that undo a deployment',
  watch_throttles: 'throttles that undo a deployment',
  read_role: 'role for reading',
};

function upper(name: string): string {
  return name.toUpperCase();
}

function row({ stars: [kind, name = ''], before, after }: Found): Told | undefined {
  if (before !== undefined && after !== undefined) return undefined;
  const what = kind === 'accounts' ? 'account of' : 'GitHub environment';
  const account = valueBelow(before ?? after, 'account');
  const text = `${what} ${upper(name)}${account === undefined ? '' : ` (${account})`}`;
  return risk(`${text} ${before === undefined ? 'is new in' : 'is gone from'} the table`);
}

function approvals({ stars: [name = ''], old = '0', now = '0' }: Found): Told {
  const [from, to] = [Number(old), Number(now)];
  const count = Math.abs(to - from);
  const many = `${count === 1 ? 'one approval' : `${count} approvals`} ${to < from ? 'fewer' : 'more'}`;
  const text = `${upper(name)} now needs ${many} (${now} instead of ${old})`;
  return to > from ? change(text) : risk(text);
}

/** Each environment of the chain asks one person. */
function chain({ stars: [name = ''], old = '', now = '' }: Found): readonly Told[] {
  const [from, to] = [old.split(' '), now.split(' ')];
  const gone = from.filter((each) => !to.includes(each)).map((each) => risk(`${upper(name)} no longer passes through ${shown(each)}`)); // prettier-ignore
  const added = to.filter((each) => !from.includes(each)).map((each) => change(`${upper(name)} also passes through ${shown(each)}`)); // prettier-ignore
  const told = [...gone, ...added];
  return told.length > 0 ? told : [risk(`${upper(name)}: the way into it ${becomes(old, now)}`)];
}

function protection({ stars: [, name = ''], before, after }: Found): Told | undefined {
  if (before === undefined) return change(`the protection of ${upper(name)} is checked now`);
  return after === undefined ? risk(`the protection of ${upper(name)} is no longer checked`) : undefined;
}

function reviewers({ stars: [, name = ''], before, after }: Found): readonly Told[] {
  const [old, now] = [keysOf(before), keysOf(after)];
  if (now.length === 0) return [risk(`${upper(name)} has no reviewers any more (were ${old.map(shown).join(', ')})`)];
  return [
    ...now.filter((each) => !old.includes(each)).map((each) => (old.length === 0 ? change : risk)(`${upper(name)} may be approved by ${shown(each)}`)), // prettier-ignore
    ...old.filter((each) => !now.includes(each)).map((each) => risk(`${upper(name)} is no longer approved by ${shown(each)}`)), // prettier-ignore
  ];
}

function wait({ stars: [, name = ''], old, now }: Found): Told {
  const text = `${upper(name)} waits ${now ?? '0'} instead of ${old ?? '0'} minutes after its approval`;
  return Number(now ?? 0) < Number(old ?? 0) ? risk(text) : change(text);
}

function windows({ stars: [name = ''], before, after }: Found): readonly Told[] {
  const [old, now] = [keysOf(before), keysOf(after)];
  if (now.length === 0) return [risk(`${upper(name)} may be deployed at any time (was ${old.map(shown).join(', ')})`)];
  if (old.length === 0) return [change(`${upper(name)} is deployed only in its windows: ${now.map(shown).join(', ')}`)];
  return [
    ...now.filter((each) => !old.includes(each)).map((each) => risk(`${upper(name)} has one more window: ${shown(each)}`)), // prettier-ignore
    ...old.filter((each) => !now.includes(each)).map((each) => change(`${upper(name)} has a window less: ${shown(each)}`)), // prettier-ignore
  ];
}

function value({ stars: [kind, name = '', key = ''], old, now, before, after }: Found): Told | undefined {
  if ((before ?? after)?.kind !== 'leaf') return undefined;
  const text = `${upper(name)}: ${WORDS[key] ?? key} ${becomes(old, now)}`;
  const places = kind === 'environments' || ['account', 'region', 'role', 'read_role', 'code'].includes(key);
  return places || isLooser(key, old, now) ? risk(text) : change(text);
}

/** Names of what is deployed, and settings of all environments. */
function output({ stars: [key = ''], old, now }: Found): Told {
  const text = `every environment: \`${key}\` ${becomes(old, now)}`;
  return key === 'tags' || (key === 'reserve' && !isLooser(key, old, now)) ? change(text) : risk(text);
}

function allowed({ stars: [what = ''], before }: Found): Told {
  if (before === undefined) return risk(`a session that only reads may also ${shown(what)}`);
  return change(`a session that only reads may no longer ${shown(what)}`);
}

function code({ where, old = '', now = '' }: Found): readonly Told[] {
  return judged(`script ${shown(where.file)}`, old, now);
}
