/** The delivery of tenants as people start it. */
import { deployTenant } from '../../model/gitops-deliveries';
import { deployGate, promotions, type Environment } from '../../model/platform';
import { approvalsFor, nextWindow } from './people';
import type { Approvals, RunEnd, RunStart } from './running';
import { serve } from './tenant-cloud';
import type { TenantStage } from './tenant-stage';

export class TenantDelivery {
  /** Environments that tenants are deployed to by workflows, in their order. */
  readonly chain: readonly Environment[];

  constructor(private readonly stage: TenantStage) {
    this.chain = promotions(stage.parts.project.model.platform).map(({ target }) => target);
  }

  /** The one after that which is deployed to by hand. */
  get first(): Environment {
    return this.at(0);
  }

  get last(): Environment {
    return this.at(this.chain.length - 1);
  }

  private at(index: number): Environment {
    const environment = this.chain[index];
    if (environment === undefined) throw new Error('No workflow deploys tenants: no environment follows another.');
    return environment;
  }

  /** Starts a plan, which nobody has to approve. */
  plan(target: Environment, tenant: string, start: RunStart = {}): Promise<RunEnd> {
    return this.start(target, tenant, 'plan', start);
  }

  /** Starts a deployment that everybody approves who is asked. */
  apply(target: Environment, tenant: string, start: RunStart = {}): Promise<RunEnd> {
    return this.start(target, tenant, 'apply', { approve: this.approvals(target), ...start });
  }

  /** A first deployment: when it is approved, what a provider would make is made. */
  create(target: Environment, tenant: string, start: RunStart = {}): Promise<RunEnd> {
    const made = { [this.gate(target)]: () => serve(this.stage, tenant, target.name) };
    return this.apply(target, tenant, { meanwhile: made, ...start });
  }

  /** Starts the release of a lock that everybody approves who is asked. */
  releaseLock(target: Environment, tenant: string, start: RunStart = {}): Promise<RunEnd> {
    return this.start(target, tenant, 'release-lock', { approve: this.approvals(target), ...start });
  }

  private start({ name }: Environment, tenant: string, action: string, start: RunStart): Promise<RunEnd> {
    const inputs = { tenant_id: tenant, action, ...start.inputs };
    return this.stage.run(`${deployTenant(name)}.yml`, { ...start, inputs });
  }

  /** The GitHub environment by which tenants get there. */
  gate({ name }: Environment): string {
    return deployGate(this.stage.parts.project.model.platform, name, deployTenant(name)).name;
  }

  /** Enough different people for the way into an environment. */
  approvals({ name }: Environment): Approvals {
    const { platform } = this.stage.parts.project.model;
    return approvalsFor(platform, deployGate(platform, name, deployTenant(name)));
  }

  /** Lets time pass until a window of the environment is open. */
  openWindow(environment: Environment): void {
    const { clock, project } = this.stage.parts;
    clock.set(nextWindow(environment, project.model.platform, clock.now()));
  }
}
