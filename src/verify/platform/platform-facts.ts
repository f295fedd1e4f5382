import table from './platform-facts.json';

/** What a platform takes away, or changes, on days that it has announced. */
export type FactKind = 'lambda-runtime' | 'runner-image' | 'action-runtime' | 'action-major' | 'oidc-subject';

/** One thing and its days. Source of every row: `platform-facts.json`, reviewed by hand. */
export interface DatedFact {
  readonly kind: string;
  /** As a file names it: `python3.9`, `ubuntu-22.04`. */
  readonly name: string;
  /** What happens from a day on, in order of days. */
  readonly stages: readonly { readonly day: string; readonly effect: string }[];
  /** What to use in its place; null where there is nothing newer yet. */
  readonly instead: string | null;
  /** Address of the announcement. */
  readonly source: string;
  /** Day on which the announcement was read. */
  readonly read: string;
}

/** A number that the platform does not go beyond. */
export interface Limit {
  readonly name: string;
  readonly value: number;
  readonly what: string;
  readonly source: string;
  readonly read: string;
}

/** Rows with the same announcement; each name has a day for each effect. */
interface Announced extends Pick<DatedFact, 'kind' | 'source' | 'read'> {
  readonly effects: readonly string[];
  readonly names: Readonly<
    Record<string, { readonly days: readonly string[]; readonly instead: string | null } | undefined>
  >;
}

const announced: readonly Announced[] = table.dated;

export const DATED_FACTS: readonly DatedFact[] = announced.flatMap(({ effects, names, ...rest }) =>
  Object.entries(names).map(([name, row]): DatedFact => {
    const stages = effects.map((effect, i) => ({ day: row?.days[i] ?? '', effect }));
    return { ...rest, name, stages, instead: row?.instead ?? null };
  }),
);

export const LIMITS: readonly Limit[] = table.limits;

/** AWS tells owners of functions 180 days ahead, and nobody should hear of it later from here. */
const NOTICE_DAYS = 180;
const DAY_MS = 86_400_000;

/** What is known of a name. Throws where nothing is. */
export function findFact(kind: FactKind, name: string): DatedFact {
  const found = DATED_FACTS.find((each) => each.kind === kind && each.name === name);
  if (found === undefined) throw new Error(`platform-facts.json has no ${kind} ${name}.`);
  return found;
}

/** What is known of a name; undefined where nothing is, or its first day is more than half a year away. */
export function tryNearFact(kind: FactKind, name: string, now: Date): DatedFact | undefined {
  const fact = DATED_FACTS.find((each) => each.kind === kind && each.name === name);
  const [first] = fact?.stages ?? [];
  const near = first !== undefined && Date.parse(first.day) - now.getTime() < NOTICE_DAYS * DAY_MS;
  return near ? fact : undefined;
}

/** `since 2025-12-15 it gets no security updates; from 2027-02-01 functions with it cannot be created`. */
export function stagesText({ stages }: DatedFact, now: Date): string {
  return stages
    .map(({ day, effect }) => `${Date.parse(day) <= now.getTime() ? 'since' : 'from'} ${day} ${effect}`)
    .join('; ');
}

/** A limit by its name. */
export function limitOf(name: string): Limit {
  const found = LIMITS.find((limit) => limit.name === name);
  if (found === undefined) throw new Error(`platform-facts.json has no limit ${name}.`);
  return found;
}
