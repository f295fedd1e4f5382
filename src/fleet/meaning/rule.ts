import { valueBelow, type Node } from './node';
import type { Told } from './sentence';

/** Where a difference is. */
export interface Where {
  /** Path of the file in the repository. */
  readonly file: string;
  /** What people call the file: `promote-to-prod`, `action python-setup`. */
  readonly title: string;
  readonly before: Node | undefined;
  readonly after: Node | undefined;
}

/** A difference that a rule is asked about. */
export interface Found {
  /** Keys from the root of the file. */
  readonly path: readonly string[];
  /** What the stars and choices in the rule's pattern stand for. */
  readonly stars: readonly string[];
  readonly before: Node | undefined;
  readonly after: Node | undefined;
  /** What the difference stands in, as it is now; before, where that is gone. */
  readonly around: Node | undefined;
  /** The values, where they are single ones. */
  readonly old: string | undefined;
  readonly now: string | undefined;
  readonly where: Where;
  /** Job or step in words, with its file: "step `Build` of job `release` in deploy-dev". */
  readonly subject: string;
  readonly job: string | undefined;
  readonly step: string | undefined;
  /** The environment of the job in capitals, such as PROD; undefined where it has none, or an expression. */
  readonly environment: string | undefined;
}

/** Knows what a difference at one kind of place means. */
export interface Rule {
  /** Keys from the root of the file; `*` is any one, `a|b` one of both, a first `**` any number. */
  readonly at: string;
  /** Undefined where the rule knows nothing of it: the next rule is asked, at last those of what is below. */
  readonly tell: (found: Found) => readonly Told[] | Told | undefined;
}

/** What the stars and choices of a pattern stand for in a path; undefined where it does not fit. */
export function starsOf(pattern: string, path: readonly string[]): string[] | undefined {
  const parts = pattern.split('/');
  const anywhere = parts[0] === '**';
  const wanted = anywhere ? parts.slice(1) : parts;
  const keys = anywhere ? path.slice(Math.max(0, path.length - wanted.length)) : path;
  if (keys.length !== wanted.length) return undefined;
  const fits = wanted.every((part, i) => part === '*' || part.split('|').includes(keys[i] ?? ''));
  return fits ? keys.filter((_, i) => wanted[i] === '*' || wanted[i]?.includes('|')) : undefined;
}

/** A difference as rules see it. */
export function foundAt(
  path: readonly string[],
  stars: readonly string[],
  before: Node | undefined,
  after: Node | undefined,
  where: Where,
  around?: Node,
): Found {
  const job = path[0] === 'jobs' ? path[1] : undefined;
  const [list, step] = job === undefined ? path.slice(1) : path.slice(2);
  const named = list === 'steps' ? step : undefined;
  const environment = job === undefined ? undefined : environmentOf(where, job);
  const value = (node: Node | undefined) => (node?.kind === 'leaf' ? node.value : undefined);
  const inJob = job === undefined ? '' : `job \`${job}\`${environment === undefined ? '' : ` (${environment})`}`;
  const parts = [named === undefined ? '' : `step \`${shortened(named)}\``, inJob].filter((part) => part !== '');
  return {
    ...{ path, stars, before, after, around, where, job, step: named, environment },
    old: value(before),
    now: value(after),
    subject: parts.length === 0 ? where.title : `${parts.join(' of ')} in ${where.title}`,
  };
}

function environmentOf({ before, after }: Where, job: string): string | undefined {
  const [now, old] = [after, before].map((root) => valueBelow(root, 'jobs', job, 'environment', 'name'));
  const name = now ?? old;
  return name === undefined || name.includes('${{') ? undefined : name.toUpperCase();
}

/** A value as it is shown: short, on one line, in backticks. */
export function shown(value: string): string {
  return value === '' ? 'empty' : `\`${shortened(value)}\``;
}

function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ').replaceAll('`', "'").trim();
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}

/** "is `b` instead of `a`", "is new: `b`", "is gone (was `a`)". */
export function becomes(old: string | undefined, now: string | undefined): string {
  if (old === undefined) return `is new: ${shown(now ?? '')}`;
  return now === undefined ? `is gone (was ${shown(old)})` : `is ${shown(now)} instead of ${shown(old)}`;
}
