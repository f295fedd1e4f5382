/** Legs of a matrix. Source: actions/runner src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs and JobNameBuilder.cs. */
import { evaluate } from './evaluate';
import { isList, toTable, type Value } from './value';

export interface Leg {
  /** The `matrix` context; null where there is no matrix. */
  readonly matrix: Value;
  /** Values that a display name shows behind the job's name. */
  readonly segments: readonly string[];
}

const MOST_LEGS = 256;

/** Name on GitHub: at most 100 characters. */
export function displayName(name: string, segments: readonly string[]): string {
  const full = segments.length === 0 ? name : `${name} (${segments.join(', ')})`;
  return full.length > 100 ? `${full.slice(0, 97)}...` : full;
}

type Row = Record<string, Value>;

/** The legs, in GitHub's order; none where everything is excluded. Throws what GitHub says of an impossible matrix. */
export function expandMatrix(given: Value): Leg[] {
  const { include, exclude, ...vectors } = toTable(given);
  const names = Object.keys(vectors);
  const rows = names.reduce<Row[]>(
    (before, name) => {
      const values = vectors[name];
      if (!isList(values ?? null) || !isVector(values)) throw new Error(`Matrix vector '${name}' is no list.`);
      if (values.length === 0) throw new Error(`Matrix vector '${name}' does not contain any values`);
      return before.flatMap((row) => values.map((value) => ({ ...row, [name]: value })));
    },
    names.length === 0 ? [] : [{}],
  );
  const includes = rowsOf(include, 'include');
  if (includes.some((item) => Object.keys(item).length === 0))
    throw new Error('Matrix include mapping does not contain any values');
  if (names.length === 0 && includes.length === 0) throw new Error('Matrix must define at least one vector');
  const excludes = excludesOf(exclude, names);
  const kept = rows.filter((row) => !excludes.some((filter) => matches(row, filter)));
  return addIncludes(kept, includes, names);
}

/** GitHub's limit for one workflow run. Throws what GitHub says of more. */
export function checkNumberOfLegs(job: string, legs: readonly Leg[]): void {
  if (legs.length <= MOST_LEGS) return;
  const produced = `Strategy for job '${job}' produced ${legs.length} configurations`;
  throw new Error(`${produced} which exceeds the maximum of ${MOST_LEGS} configurations`);
}

function excludesOf(exclude: Value, names: readonly string[]): Row[] {
  const known = names.map((name) => name.toLowerCase());
  const filters = rowsOf(exclude, 'exclude');
  for (const filter of filters) {
    const keys = Object.keys(filter);
    if (keys.length === 0) throw new Error('Matrix exclude filter must not be empty');
    const unknown = keys.find((key) => !known.includes(key.toLowerCase()));
    if (unknown !== undefined)
      throw new Error(`Matrix exclude key '${unknown}' does not match any key within the matrix`);
  }
  return filters;
}

function isVector(value: Value): value is readonly Value[] {
  return isList(value);
}

function rowsOf(list: Value, what: string): Row[] {
  if (list === null || list === undefined) return [];
  if (!isList(list)) throw new Error(`Matrix ${what} is no list.`);
  return list.map((item) => {
    if (typeof item !== 'object' || item === null || isList(item))
      throw new Error(`An item of matrix ${what} is no mapping.`);
    return { ...item };
  });
}

/** An include whose vector values fit adds its other values to each row; one that fits nowhere is a row of its own. */
function addIncludes(rows: readonly Row[], includes: readonly Row[], names: readonly string[]): Leg[] {
  const known = names.map((name) => name.toLowerCase());
  const isVectorName = (key: string): boolean => known.includes(key.toLowerCase());
  const unmatched = new Set(includes);
  const legs = rows.map((row) => {
    const fitting = includes.filter((item) => matches(row, pick(item, isVectorName)));
    for (const item of fitting) unmatched.delete(item);
    const extra = fitting.map((item) => pick(item, (key) => !isVectorName(key)));
    const matrix = Object.fromEntries([row, ...extra].flatMap((each) => Object.entries(each)));
    return { matrix, segments: segmentsOf(Object.values(row)) };
  });
  const own = [...unmatched].map((item) => {
    const ordered = { ...pick(item, isVectorName), ...pick(item, (key) => !isVectorName(key)) };
    return { matrix: ordered, segments: segmentsOf(Object.values(ordered)) };
  });
  return [...legs, ...own];
}

function pick(row: Row, keep: (key: string) => boolean): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => keep(key)));
}

/** Whether a row has all that the filter says, deep inside too: each plain value of it is compared, and nothing else. */
function matches(value: Value, filter: Value): boolean {
  if (isVector(filter)) return filter.every((inner, i) => matches(isVector(value) ? value[i] : null, inner));
  if (typeof filter === 'object' && filter !== null)
    return Object.entries(filter).every(([key, inner]) => matches(member(value, key), inner));
  return equals(value, filter);
}

/** As expressions compare: texts without regard to case, numbers with texts that show them. */
function equals(value: Value, filter: Value): boolean {
  const scope = { contexts: { matrix: { value, filter } } };
  return evaluate('matrix.value == matrix.filter', scope).coerceString() === 'true';
}

/** Keys are the same whatever their case. */
function member(value: Value, key: string): Value {
  return Object.entries(toTable(value)).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

/** Plain values, those inside of objects and lists too; empty texts and null show nothing. */
function segmentsOf(values: readonly Value[]): string[] {
  return values.flatMap((value) => {
    if (value === null || value === undefined || value === '') return [];
    if (isList(value)) return segmentsOf(value);
    return typeof value === 'object' ? segmentsOf(Object.values(value)) : [String(value)];
  });
}
