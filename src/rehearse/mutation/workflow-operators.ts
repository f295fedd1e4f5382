/** Damages of workflows and actions. Each works on the YAML document, so that what comes out is a workflow again. */
import { isMap, isScalar, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml';
import type { RenderedFile } from '../../model/rendered-file';
import type { Mutant, Operator } from './mutant';

/** A map within a file, with the path that leads to it. */
interface Spot {
  readonly path: readonly (string | number)[];
  readonly map: YAMLMap;
  readonly name: string;
}

function spots(document: Document): { jobs: Spot[]; steps: Spot[] } {
  const jobs = document.getIn(['jobs']);
  const listed = isMap(jobs) ? jobs.items.map(({ key }) => String(key)) : [];
  const found = listed.map((job) => spotAt(document, ['jobs', job], job)).filter((spot) => spot !== undefined);
  const lists = [...found.map(({ path }) => [...path, 'steps']), ['runs', 'steps']];
  const steps = lists.flatMap((path) => {
    const list = document.getIn(path);
    return isSeq(list) ? list.items.map((_, i) => spotAt(document, [...path, i], String(i))) : [];
  });
  return { jobs: found, steps: steps.filter((spot) => spot !== undefined).map(named) };
}

function spotAt(document: Document, path: readonly (string | number)[], name: string): Spot | undefined {
  const map = document.getIn(path);
  return isMap(map) ? { path, map, name } : undefined;
}

function named(spot: Spot): Spot {
  const name = spot.map.get('name');
  return typeof name === 'string' ? { ...spot, name } : spot;
}

/** Makes an operator of what is done to each spot of one kind; undefined where nothing can be done. */
function operator(
  name: string,
  kind: 'jobs' | 'steps',
  damage: (document: Document, spot: Spot) => string | undefined,
): Operator {
  return (file) => {
    const count = spots(parseDocument(file.content))[kind].length;
    return Array.from({ length: count }, (_, i): Mutant | undefined => {
      const document = parseDocument(file.content);
      const spot = spots(document)[kind][i];
      const what = spot && damage(document, spot);
      if (spot === undefined || what === undefined) return undefined;
      return {
        operator: name,
        path: file.path,
        what,
        content: document.toString({ lineWidth: 0 }),
        // A condition matters where the step is skipped, too.
        steps: name.endsWith('-if') ? [] : stepsOf(file, spot, kind),
      };
    }).filter((mutant) => mutant !== undefined);
  };
}

function stepsOf({ path }: RenderedFile, spot: Spot, kind: 'jobs' | 'steps'): string[] {
  if (kind === 'jobs') return [];
  const job = spot.path[0] === 'jobs' ? String(spot.path[1]) : '';
  return [[path, job, spot.name].join('\n')];
}

export const workflowOperators: readonly Operator[] = [
  operator('drop-step', 'steps', (document, { path, name }) => {
    document.deleteIn(path);
    return `step "${name}" removed`;
  }),
  operator('drop-needs', 'jobs', (_, { map, name }) =>
    map.delete('needs') ? `needs of job ${name} removed` : undefined,
  ),
  operator('drop-if', 'jobs', (_, { map, name }) =>
    map.delete('if') ? `condition of job ${name} removed` : undefined,
  ),
  operator('drop-if', 'steps', (_, { map, name }) =>
    map.delete('if') ? `condition of step "${name}" removed` : undefined,
  ),
  operator('invert-if', 'steps', (_, { map, name }) =>
    invert(map) ? `condition of step "${name}" inverted` : undefined,
  ),
  operator('invert-if', 'jobs', (_, { map, name }) => (invert(map) ? `condition of job ${name} inverted` : undefined)),
  operator('drop-environment', 'jobs', (_, { map, name }) =>
    map.delete('environment') ? `environment of job ${name} removed` : undefined,
  ),
  operator('drop-permission', 'jobs', (_, { map, name }) =>
    dropFirst(map, 'permissions', (scope) => `permission ${scope} of job ${name} removed`),
  ),
  operator('swallow-failure', 'steps', (_, { map, name }) => {
    if (map.has('continue-on-error')) return undefined;
    map.set('continue-on-error', true);
    return `failures of step "${name}" ignored`;
  }),
  operator('empty-value', 'steps', (_, { map, name }) => empty(map, 'env', name) ?? empty(map, 'with', name)),
];

function invert(map: YAMLMap): boolean {
  const condition = map.get('if');
  if (typeof condition !== 'string') return false;
  map.set('if', `\${{ !(${condition.replace(/^\$\{\{(.*)\}\}$/s, '$1')}) }}`);
  return true;
}

function dropFirst(map: YAMLMap, key: string, say: (name: string) => string): string | undefined {
  const inner = map.get(key);
  const [last] = isMap(inner) ? inner.items.slice(-1) : [];
  if (!isMap(inner) || last === undefined) return undefined;
  inner.delete(last.key);
  return say(String(last.key));
}

/** The last value becomes empty: the first is often a token, whose loss everything notices. */
function empty(map: YAMLMap, key: string, step: string): string | undefined {
  const inner = map.get(key);
  const last = isMap(inner) ? inner.items.at(-1) : undefined;
  if (last === undefined || !isScalar(last.value) || last.value.value === '') return undefined;
  last.value.value = '';
  return `${key} ${String(last.key)} of step "${step}" emptied`;
}
