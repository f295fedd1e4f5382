import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import { renderAction, type CompositeAction } from '../github/composite-action';
import { renderWorkflow } from '../github/render-workflow';
import { calledScripts, readScript, renderScript, SCRIPTS, type Script } from '../github/script';
import type { Workflow } from '../github/workflow';
import { deliveries } from '../model/deliveries';
import type { LambdaModel } from '../model/lambda';
import { promotions } from '../model/platform';
import { FleetFile } from '../project/fleet-file';
import type { FleetProject } from '../project/fleet-project';
import { deployFirst } from './deploy-first';
import { deployRelease } from './deploy-release';
import { enterEnvironment } from './enter-environment';
import { environmentScript } from './environment-script';
import { promote } from './promote';
import { proveVersion } from './prove-version';
import { qualityGates } from './quality-gates';
import { rollback } from './rollback';
import { samDeploy } from './sam-deploy';
import { samModel } from './sam-model';
import { testCoverage } from './test-coverage';

const FOLDERS = { lambda: join(__dirname, 'scripts'), python: join(__dirname, '../python/scripts') };
const PYTHON_SCRIPTS: readonly string[] = ['run-tests', 'sum-coverage'];

/**
 * The delivery of a repository of Lambda functions.
 *
 * Emits `.github/workflows/*.yml`, the scripts that they run in `.github/scripts/`, and the local action by which jobs
 * enter an environment. A repository without packaging gets `test-coverage.yml` only.
 */
export class LambdaCiComponent extends Component {
  private readonly scripts = new Map<string, Script>();

  constructor(
    private readonly repository: FleetProject,
    model: LambdaModel,
  ) {
    super(repository, 'LambdaCi');
    const coverage = testCoverage(model, (name) => this.find(name));
    const delivery = this.delivery(model);
    for (const workflow of [...delivery.workflows, coverage]) this.addWorkflow(workflow);
    for (const composite of delivery.actions) this.addAction(composite);
    for (const script of this.scripts.values()) this.addScript(script);
  }

  private delivery(model: LambdaModel): { workflows: Workflow[]; actions: CompositeAction[] } {
    if (model.packaging === undefined) return { workflows: [], actions: [] };
    const { packaging, platform } = model;
    const steps = promotions(platform);
    const names = deliveries(platform).map(({ workflow }) => workflow);
    const table = environmentScript(platform, packaging, names);
    const find = (name: string): Script => (name === table.name ? this.use(table) : this.find(name));
    const sam = samModel(model, packaging, find);
    this.addEvent(JSON.stringify(packaging.syntheticEvent, undefined, 2));
    const promoted = steps.map(({ source, target }) => promote(sam, source, target));
    const workflows = [deployFirst(sam), ...promoted, rollback(sam), qualityGates(sam), samDeploy(sam)];
    return { workflows, actions: [enterEnvironment(find), proveVersion(sam), deployRelease(sam)] };
  }

  private find(name: string): Script {
    const folder = PYTHON_SCRIPTS.includes(name) ? FOLDERS.python : FOLDERS.lambda;
    return this.use(readScript(folder, name));
  }

  /** Notes a script, and those that it calls, for writing. */
  private use(script: Script): Script {
    if (this.scripts.has(script.name)) return script;
    this.scripts.set(script.name, script);
    for (const called of calledScripts(script)) this.use(readScript(FOLDERS.lambda, called));
    return script;
  }

  private addWorkflow(workflow: Workflow): void {
    const text = (): string => renderWorkflow(workflow, this.repository.fileMarker);
    new FleetFile(this.repository, `.github/workflows/${workflow.file}`, text);
  }

  private addAction(composite: CompositeAction): void {
    const text = (): string => renderAction(composite, this.repository.fileMarker);
    new FleetFile(this.repository, `.github/actions/${composite.folder}/action.yml`, text);
  }

  private addScript(script: Script): void {
    const text = (): string => renderScript(script, this.repository.fileMarker);
    new FleetFile(this.repository, `${SCRIPTS}/${script.name}.sh`, text, { executable: true });
  }

  private addEvent(json: string): void {
    new FleetFile(this.repository, `${SCRIPTS}/synthetic-event.json`, () => `${json}\n`);
  }
}
