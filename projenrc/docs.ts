import type { Project } from 'projen';
import { fleet } from '../repos';
import { bootstrapPage } from '../src/fleet/bootstrap';
import { FleetFile } from '../src/project/fleet-file';

/** Pages that are made from the definitions. Emits `docs/bootstrap.md`. */
export function addDocs(project: Project, outdir: string): void {
  const models = fleet.map((Repository) => new Repository({ outdir }).model);
  new FleetFile(project, 'docs/bootstrap.md', () => bootstrapPage(models));
}
