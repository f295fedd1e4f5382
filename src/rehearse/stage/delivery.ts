/** The delivery of a repository as people start it: deploy, promote, roll back. */
import { versionInput } from '../../lambda/promote-inputs';
import { deployGate, promotions, type Environment, type GitHubEnvironment } from '../../model/platform';
import { firstEnvironment } from '../../model/platform';
import { askFor, reviewersOf, type Deviation } from './asking';
import { approvalsFor, nextWindow } from './people';
import type { RunEnd, RunStart } from './running';
import type { Stage } from './stage';

/** Gates are shown by stories of their own; all others begin behind them. */
const GATES_PASSED = { 'quality-gates': {} };

/** Nothing runs there, so a person can only name something else. */
const NEVER_BUILT = 'v1-0000000-000000000000';

export class Delivery {
  /** Environments in the order in which a version passes them. */
  readonly chain: readonly Environment[];

  constructor(private readonly stage: Stage) {
    const { platform } = stage.parts.project.model;
    this.chain = [firstEnvironment(platform), ...promotions(platform).map(({ target }) => target)];
  }

  /** The first, the second, the last environment. */
  get first(): Environment {
    return this.at(0);
  }

  get second(): Environment {
    return this.at(1);
  }

  get last(): Environment {
    return this.at(this.chain.length - 1);
  }

  private at(index: number): Environment {
    const environment = this.chain[index];
    if (environment === undefined) throw new Error(`${this.stage.parts.project.name} has no environment ${index + 1}.`);
    return environment;
  }

  /** A push to main. */
  deploy(start: RunStart = {}): Promise<RunEnd> {
    return this.stage.run(`deploy-${this.first.name}.yml`, { event: 'push', given: GATES_PASSED, ...start });
  }

  /** Starts a promotion that everybody approves who is asked. */
  promote(target: Environment, start: RunStart = {}): Promise<RunEnd> {
    const workflow = `promote-to-${target.name}`;
    if (this.byPullRequest) return this.ask(target, start);
    return this.stage.run(`${workflow}.yml`, { approve: this.approvals(target, workflow), ...start });
  }

  /** Asks for a promotion by a pull request, of what the environment before runs. */
  async ask(target: Environment, start: RunStart = {}, deviation: Deviation = {}): Promise<RunEnd> {
    const source = this.sourceOf(target);
    const running = (await this.stage.running(source.name)) ?? NEVER_BUILT;
    const inputs = { [versionInput({ first: this.first.name }, source)]: running, ...start.inputs };
    const wish = { workflow: `promote-to-${target.name}`, request: target.name, gate: this.gate(target) };
    return askFor(this.stage, wish, { ...start, inputs }, deviation);
  }

  private get byPullRequest(): boolean {
    return this.stage.parts.project.model.platform.approval === 'pull-request';
  }

  /** Where a version must run before it goes to that environment. */
  sourceOf({ name, follows }: Environment): Environment {
    if (follows === undefined) throw new Error(`Nothing is promoted to ${name}: versions are built for it.`);
    return this.stage.environment(follows);
  }

  /** The GitHub environment by which a promotion deploys. */
  gate(target: Environment): GitHubEnvironment {
    return deployGate(this.stage.parts.project.model.platform, target.name, `promote-to-${target.name}`);
  }

  /** The GitHub environment by which the jobs of a workflow look at an environment. */
  reading({ name }: Environment, workflow: string): string {
    const { githubEnvironments } = this.stage.parts.project.model.platform;
    const fits = githubEnvironments.filter(({ environment, access }) => environment === name && access === 'read');
    const found = fits.find(({ usedBy }) => usedBy.includes(workflow));
    if (found === undefined) throw new Error(`No GitHub environment of ${name} is read by ${workflow}.`);
    return found.name;
  }

  /** Who approves a promotion into an environment. */
  peopleFor(target: Environment): string[] {
    const gate = this.gate(target);
    return this.byPullRequest
      ? reviewersOf(gate)
      : Object.values(approvalsFor(this.stage.parts.project.model.platform, gate));
  }

  /** Starts a promotion that nobody approves: its preflight refuses, or it waits. */
  propose(target: Environment, start: RunStart = {}): Promise<RunEnd> {
    return this.promote(target, { approve: {}, ...start });
  }

  /** Starts a rollback that everybody approves who is asked. */
  rollBack(target: Environment, start: RunStart = {}): Promise<RunEnd> {
    const inputs = { environment: target.name, reason: 'callers saw errors', ...start.inputs };
    const gate = deployGate(this.stage.parts.project.model.platform, target.name, 'rollback');
    if (this.byPullRequest)
      return askFor(this.stage, { workflow: 'rollback', request: 'rollback', gate }, { ...start, inputs });
    return this.stage.run('rollback.yml', { approve: this.approvals(target, 'rollback'), ...start, inputs });
  }

  /** Enough different people for the way into an environment. */
  approvals(target: Environment, workflow: string): NonNullable<RunStart['approve']> {
    const { platform } = this.stage.parts.project.model;
    return approvalsFor(platform, deployGate(platform, target.name, workflow));
  }

  /** Lets as much time pass as a version must run in an environment, and some more. */
  soak({ soakHours }: Environment): void {
    this.stage.parts.clock.pass(soakHours + 1);
  }

  /** Lets time pass until a window of the environment is open. */
  openWindow(environment: Environment): void {
    const { clock, project } = this.stage.parts;
    clock.set(nextWindow(environment, project.model.platform, clock.now()));
  }
}
