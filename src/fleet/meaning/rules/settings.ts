import { keysOf, valueBelow } from '../node';
import { becomes, shown, type Found, type Rule } from '../rule';
import { change, risk, type Told } from '../sentence';
import { isRisk } from './values';

/** What differences in settings mean: JSON and INI, by the name of the last key. */
export const SETTINGS_RULES: readonly Rule[] = [{ at: '**/minima|addopts/*', tell: always }, { at: '**/*', tell: setting }]; // prettier-ignore

function always({ where, stars: [list = '', key = ''], old, now }: Found): Told {
  return risk(`${where.title}: ${list}: \`${key}\` ${becomes(old, now)}`);
}

function setting({ where, stars: [key = ''], old, now, path }: Found): Told | undefined {
  if (old === undefined && now === undefined) return undefined;
  const text = `${where.title}: \`${path.join('.').replace(/^\./, '')}\` ${becomes(old, now)}`;
  return isRisk(key, old, now) ? risk(text) : change(text);
}

/** What differences in a locked list of packages mean. */
export const LOCK_RULES: readonly Rule[] = [
  { at: '*', tell: listed },
  { at: '*/version', tell: version },
  { at: '*/digests', tell: digests },
];

function listed({ where, stars: [name = ''], before, after }: Found): Told | undefined {
  if (before !== undefined && after !== undefined) return undefined;
  const text = `${where.title}: ${name} ${valueBelow(before ?? after, 'version') ?? ''}`;
  return change(`${text} is ${before === undefined ? 'installed too' : 'no longer installed'}`);
}

function version({ where, stars: [name = ''], old = '', now = '' }: Found): Told {
  return now === '' ? risk(`${where.title}: ${name} is no longer fixed to a version`) : change(`${where.title}: ${name} ${old} → ${now}`); // prettier-ignore
}

/** Digests that differ are expected of another version only. */
function digests({ where, stars: [name = ''], before, after }: Found): readonly Told[] {
  if (keysOf(after).length === 0) return [risk(`${where.title}: ${name} is installed without a digest`)];
  const [old, now] = [where.before, where.after].map((root) => valueBelow(root, name, 'version'));
  if (old !== now) return [];
  const added = keysOf(after).filter((digest) => !keysOf(before).includes(digest));
  if (added.length === 0) return [change(`${where.title}: ${name} has fewer digests that are accepted`)];
  return [risk(`${where.title}: the same version of ${name} may have another digest: ${shown(added[0] ?? '')}`)];
}
