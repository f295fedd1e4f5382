/** Legs of a matrix. Source: actions/runner src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs and JobNameBuilder.cs. */
import { evaluate } from './evaluate';
import { isList, toTable, type Value } from './value';

export interface Leg {
  /** The `matrix` context; null where there is no matrix. */
  readonly matrix: Value;
  /** Values that a display name shows behind the job's name. */
  readonly segments: readonly string[];
}

/** GitHub's limit for one workflow run. */
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
  if (names.length === 0 && includes.length === 0) throw new Error('Matrix must define at least one vector');
  const kept = rows.filter((row) => !rowsOf(exclude, 'exclude').some((filter) => matches(row, filter)));
  const legs = addIncludes(kept, includes, names);
  if (legs.length > MOST_LEGS)
    throw new Error(
      `The strategy configuration generated ${legs.length} jobs which exceeds the maximum of ${MOST_LEGS}`,
    );
  return legs;
}

function isVector(value: Value): value is readonly Value[] {
  return isList(value);
}

function rowsOf(list: Value, what: string): Row[] {
  if (list === null || list === undefined) return [];
  if (!isList(list)) throw new Error(`Matrix ${what} is no list.`);
  return list.map((item) => ({ ...toTable(item) }));
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

/** Whether a row has all that the filter says, deep inside too. */
function matches(value: Value, filter: Value): boolean {
  if (isList(filter ?? null)) return isList(value ?? null) && JSON.stringify(value) === JSON.stringify(filter);
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
