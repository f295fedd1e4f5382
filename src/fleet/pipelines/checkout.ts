/** Reads what people wrote in a checkout. Loads the rules, and with them GitHub's parser. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { RenderedFile } from '../../model/rendered-file';
import type { FleetProject } from '../../project/fleet-project';
import { findRepositories } from '../../verify/find-repositories';
import { verify } from '../../verify/verify';
import { NO_CHECKOUT, withReadme, type OwnFiles } from './readme';

/** All files of a project, told with the workflows that stand in its checkout. */
export function filesFor(project: FleetProject, root: string): RenderedFile[] {
  return withReadme(project, ownFiles(root, project.pipelines?.ownWorkflows ?? []));
}

/** Files of the checkout that decide what its own workflows do. */
export function ownFiles(root: string, ownWorkflows: readonly string[]): OwnFiles {
  if (ownWorkflows.length === 0 || !hasWorkflows(root)) return NO_CHECKOUT;
  const own = new Set(ownWorkflows.map((file) => `.github/workflows/${file}`));
  const [found] = findRepositories(root);
  if (found === undefined) return NO_CHECKOUT;
  const files = [...found.repository.files].filter(({ path }) => !isForeignWorkflow(path, own));
  const findings = verify(found.repository).filter(({ file }) => own.has(file));
  return { files: Object.fromEntries(files.map(({ path, content }) => [path, content])), findings };
}

/** A workflow that the definition does not name: nothing is said of it. */
function isForeignWorkflow(path: string, own: ReadonlySet<string>): boolean {
  return path.startsWith('.github/workflows/') && !own.has(path);
}

function hasWorkflows(root: string): boolean {
  return statSync(join(root, '.github', 'workflows'), { throwIfNoEntry: false })?.isDirectory() === true;
}
