import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createJiti } from 'jiti';
import type { LambdaRepoOptions } from '../lambda/lambda-repo';
import { FleetProject } from '../project/fleet-project';
import { withSession } from '../project/session';
import { UsageError } from './surroundings';

/** A class that defines a repository. */
export type Definition = new (options?: LambdaRepoOptions) => FleetProject;

/** The definitions that a module exports as `fleet`. Throws UsageError when it exports none. */
export function loadFleet(path: string): Definition[] {
  const loaded: unknown = path.endsWith('.ts') ? loadTypeScript(path) : createRequire(path)(path);
  const fleet: unknown = typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, 'fleet') : undefined;
  if (!Array.isArray(fleet) || !fleet.every(isDefinition)) {
    throw new UsageError(`${path} exports no list "fleet" of definitions. Write: export const fleet = [MyRepository];`);
  }
  return fleet;
}

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'function';
}

/** Runs a `.projenrc.ts` and collects what it would write, instead of letting it write. */
export function loadProjenrc(path: string): FleetProject[] {
  const found: FleetProject[] = [];
  const collect = (project: FleetProject): void => {
    found.push(project);
  };
  withSession(collect, () => {
    loadTypeScript(path);
  });
  if (found.length === 0) throw new UsageError(`${path} defines nothing. Its last line should be: new X().synth();`);
  return found;
}

/** jiti strips types and keeps the result under node_modules/.cache; Node 20 cannot strip them by itself. */
function loadTypeScript(path: string): unknown {
  return createJiti(join(dirname(path), 'projenrc.js'), { moduleCache: false })(path);
}
