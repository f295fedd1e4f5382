import { join } from 'node:path';
import type { Project } from 'projen';
import { fleet, platform } from '../repos';
import { accountTemplate } from '../src/aws/account-template';
import { deployingIn } from '../src/aws/deploying';
import { bootstrapPage } from '../src/fleet/bootstrap';
import { filesFor } from '../src/fleet/pipelines/checkout';
import { resolvePlatform } from '../src/model/platform';
import { FleetFile } from '../src/project/fleet-file';

/** Pages and templates that are made from the definitions. Emits `docs/bootstrap.md` and `docs/aws/<environment>.yml`. */
export function addDocs(project: Project, outdir: string): void {
  const projects = fleet.map((Repository) => new Repository({ outdir }));
  const models = projects.map(({ model }) => model);
  new FleetFile(project, 'docs/bootstrap.md', () => bootstrapPage(models));
  const table = resolvePlatform(platform);
  for (const environment of table.environments) {
    const render = (): string => accountTemplate(environment, table, deployingIn(models));
    new FleetFile(project, `docs/aws/${environment.name}.yml`, render);
  }
  addSections(project);
  project.annotateGenerated('/docs/api/README.md'); // tools/api-reference.mjs writes it, after everything else
}

/** What the README of each target says, with the workflows in its checkout. Emits `test/fleet/pipelines/<repository>.md`. */
function addSections(project: Project): void {
  for (const Repository of fleet) {
    const { name } = new Repository({ outdir: '.' });
    const root = join(__dirname, '../test/targets', name);
    const section = (): string =>
      filesFor(new Repository({ outdir: root }), root).find(({ ownership }) => ownership === 'section')?.content ?? '';
    new FleetFile(project, `test/fleet/pipelines/${name}.md`, section);
  }
}
