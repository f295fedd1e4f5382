import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mirror } from '../managed';
import { definitionDigest } from '../project/definition-digest';
import { defineAll, type Definition } from './definitions';
import { NO_CHECKOUT, withReadme } from './pipelines/readme';

/** Who renders. */
export interface Rendering {
  readonly pid: number;
  /** Version of this tool. */
  readonly version: string;
}

/**
 * Renders every repository of a fleet into `<folder>/<repository>/`, so that a pull request shows each line of YAML that
 * a change makes, and removes the folders of repositories that are no longer in it. Returns the
 * repositories.
 */
export function renderFleet(fleet: readonly Definition[], folder: string, run: Rendering): string[] {
  const { pid, version } = run;
  const projects = defineAll(fleet, join(folder, 'unwritten')).map(({ project }) => project);
  const rendered = projects.map((project) => ({
    name: project.name,
    files: withReadme(project, NO_CHECKOUT),
    writer: { version, definition: definitionDigest(project) },
  }));
  for (const { name, files, writer } of rendered) mirror(join(folder, name), files, { pid, writer });
  const names = rendered.map(({ name }) => name);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !names.includes(entry.name)) mirror(join(folder, entry.name), [], { pid });
  }
  return names;
}
