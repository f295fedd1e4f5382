import type { Project } from 'projen';
import { fleet, platform } from '../repos';
import { accountTemplate } from '../src/aws/account-template';
import { deployingIn } from '../src/aws/deploying';
import { bootstrapPage } from '../src/fleet/bootstrap';
import { resolvePlatform } from '../src/model/platform';
import { FleetFile } from '../src/project/fleet-file';

/** Pages and templates that are made from the definitions. Emits `docs/bootstrap.md` and `docs/aws/<environment>.yml`. */
export function addDocs(project: Project, outdir: string): void {
  const projects = fleet.map((Repository) => new Repository({ outdir }));
  const models = projects.map(({ model }) => model);
  new FleetFile(project, 'docs/bootstrap.md', () => bootstrapPage(models.filter((model) => 'packaging' in model)));
  const table = resolvePlatform(platform);
  for (const environment of table.environments) {
    const render = (): string => accountTemplate(environment, table, deployingIn(models));
    new FleetFile(project, `docs/aws/${environment.name}.yml`, render);
  }
}
