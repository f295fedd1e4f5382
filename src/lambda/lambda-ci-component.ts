import { join } from 'node:path';
import { DeliveryComponent } from '../delivery/delivery-component';
import type { CompositeAction } from '../github/composite-action';
import { SCRIPTS, type Script } from '../github/script';
import type { Workflow } from '../github/workflow';
import { deliveries } from '../model/deliveries';
import type { LambdaModel } from '../model/lambda';
import { promotions } from '../model/platform';
import type { FleetProject } from '../project/fleet-project';
import { deployFirst } from './deploy-first';
import { deployRelease } from './deploy-release';
import { enterEnvironment } from './enter-environment';
import { environmentScript } from './environment-script';
import { promote } from './promote';
import { proveVersion } from './prove-version';
import { qualityGates } from './quality-gates';
import { rollback } from './rollback';
import { runbooks } from './runbooks';
import { samDeploy } from './sam-deploy';
import { samModel } from './sam-model';
import { testCoverage } from './test-coverage';

const FOLDERS = [join(__dirname, 'scripts'), join(__dirname, '../python/scripts')];

/**
 * The delivery of a repository of Lambda functions.
 *
 * Emits `.github/workflows/*.yml`, the scripts that they run in `.github/scripts/`, the local action by which jobs
 * enter an environment, and the runbooks in `docs/runbooks/`. A repository without packaging gets `test-coverage.yml` only.
 */
export class LambdaCiComponent extends DeliveryComponent {
  constructor(repository: FleetProject, model: LambdaModel) {
    super(repository, 'LambdaCi', FOLDERS);
    const coverage = testCoverage(model, (name) => this.find(name));
    const delivery = this.delivery(model);
    this.emit([...delivery.workflows, coverage], delivery.actions);
  }

  private delivery(model: LambdaModel): { workflows: Workflow[]; actions: CompositeAction[] } {
    if (model.packaging === undefined) return { workflows: [], actions: [] };
    const { packaging, platform } = model;
    const steps = promotions(platform);
    const names = deliveries(platform).map(({ workflow }) => workflow);
    const table = environmentScript(platform, packaging, names);
    const find = (name: string): Script => (name === table.name ? this.use(table) : this.find(name));
    const sam = samModel(model, packaging, find);
    const event = JSON.stringify(packaging.syntheticEvent, undefined, 2);
    this.addFile(`${SCRIPTS}/synthetic-event.json`, () => `${event}\n`);
    for (const page of runbooks(sam)) this.addPage(page);
    const promoted = steps.map(({ source, target }) => promote(sam, source, target));
    const workflows = [deployFirst(sam), ...promoted, rollback(sam), qualityGates(sam), samDeploy(sam)];
    return { workflows, actions: [enterEnvironment(find, platform.approval), proveVersion(sam), deployRelease(sam)] };
  }
}
