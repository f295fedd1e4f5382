import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { FleetProject, type RepoOptions } from '../project/fleet-project';
import { withSession } from '../project/session';
import { isForPeople, messageOf, UsageError } from './surroundings';

/** A class that defines a repository. */
export type Definition = new (options?: RepoOptions) => FleetProject;

/**
 * The definitions that a module exports as `fleet`: a file or folder, in TypeScript or JavaScript, or a package. Paths are
 * relative to `cwd`. Throws UsageError when it exports none.
 */
export function loadFleet(module: string, cwd: string): Definition[] {
  const fleet = loadExport(module, 'fleet', cwd);
  if (!Array.isArray(fleet) || !fleet.every(isDefinition)) {
    throw new UsageError(
      `${module} exports no list "fleet" of definitions. Write: export const fleet = [MyRepository];`,
    );
  }
  return fleet;
}

/** What a module exports under a name; undefined where there is nothing. */
export function loadExport(module: string, name: string, cwd: string): unknown {
  const path = resolve(cwd, module);
  const loaded = attemptLoad(module, () => {
    return existsSync(path) ? loadTypeScript(path) : createRequire(join(cwd, 'package.json'))(module);
  });
  return typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, name) : undefined;
}

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'function';
}

/** A definition, and the project that it makes. */
export interface Defined {
  readonly className: string;
  readonly project: FleetProject;
}

/** The projects of a fleet, as if checked out into `outdir`. Throws UsageError when two have the same name. */
export function defineAll(fleet: readonly Definition[], outdir: string): Defined[] {
  const defined = fleet.map((Repository) => ({ className: Repository.name, project: new Repository({ outdir }) }));
  const names = defined.map(({ project }) => project.name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw twice(repeated);
  return defined;
}

/** The error of two repositories with one name. */
export function twice(name: string): UsageError {
  return new UsageError(`The fleet has two definitions of "${name}". Remove or rename one.`);
}

/** Those of a fleet that are named, or all where none is. Throws UsageError for a name that it does not have. */
export function chosenFrom<T extends { readonly name: string }>(fleet: readonly T[], names: readonly string[]): T[] {
  refuseUnknown(names, fleet.map(({ name }) => name)); // prettier-ignore
  return fleet.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** Throws UsageError for a name that a fleet does not have. */
export function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new UsageError(`The fleet has no ${unknown.join(', ')}. It has ${known.join(', ')}.`);
}

/** Runs a `.projenrc.ts` and collects what it would write, instead of letting it write. */
export function loadProjenrc(path: string): FleetProject[] {
  const found: FleetProject[] = [];
  const collect = (project: FleetProject): void => {
    found.push(project);
  };
  withSession(collect, () => attemptLoad(path, () => loadTypeScript(path)));
  if (found.length === 0) throw new UsageError(`${path} defines nothing. Its last line should be: new X().synth();`);
  return found;
}

/** jiti strips types and keeps the result under node_modules/.cache; Node 20 cannot strip them by itself. */
function loadTypeScript(path: string): unknown {
  return createJiti(join(dirname(path), 'projenrc.js'), { moduleCache: false })(path);
}

/** Loads a module; an error in it becomes a sentence with its place. */
function attemptLoad(module: string, load: () => unknown): unknown {
  try {
    return load();
  } catch (error) {
    if (isForPeople(error)) throw error;
    const [message = ''] = messageOf(error).split('\n');
    const stack = typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : '';
    const place = stack.split('\n').find((line) => line.includes(`${module}:`));
    const line = /:(\d+):\d+\)?$/.exec(place ?? '')?.[1];
    const hint = message.startsWith('Cannot find module') ? ' Install it, or correct the path.' : '';
    throw new UsageError(`${module}${line === undefined ? '' : `, line ${line}`}: ${message}.${hint}`);
  }
}
