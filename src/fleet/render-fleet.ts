import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mirror } from '../managed';
import type { Definition } from './definitions';

/**
 * Renders every repository of a fleet into `<folder>/<repository>/`, so that a pull request shows each line of YAML that
 * a change makes. Returns the repositories.
 */
export function renderFleet(fleet: readonly Definition[], folder: string, pid: number): string[] {
  const names = fleet.map((Repository) => {
    const project = new Repository({ outdir: join(folder, 'unwritten') });
    mirror(join(folder, project.name), project.renderFiles(), { pid });
    return project.name;
  });
  for (const gone of readdirSync(folder).filter((entry) => !names.includes(entry)))
    mirror(join(folder, gone), [], { pid });
  return names;
}
