/** A repository that delivers: emitted workflows on the simulated GitHub and cloud, with people who approve, and a clock. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { RenderedFile } from '../../src/model/rendered-file';
import type { FleetProject } from '../../src/project/fleet-project';
import { Account } from '../../src/rehearse/cloud/account';
import { addCommit } from '../../src/rehearse/github/commits';
import { addRun, type WorkflowRun } from '../../src/rehearse/github/runs';
import { startCloud, type Cloud } from './cloud';
import { FakeGitHub } from './github-api';
import { startQuickTools, type QuickTools } from './quick-tools';
import { put, workspaceWith } from './run-script';
import type { Machine } from './run-steps';
import { runWorkflow, type Jobs, type Runner } from './run-workflow';

export interface Start {
  readonly inputs?: Readonly<Record<string, string | boolean>>;
  /** Checkout that the run sees. */
  readonly source: string;
  /** Who approves, by GitHub environment; one that nobody approves is bypassed by an administrator. */
  readonly approve?: Readonly<Record<string, string>>;
  readonly actor?: string;
  /** Jobs that stand for something else here. */
  readonly given?: Runner['given'];
  /** What happens in the world when a job of that GitHub environment begins. */
  readonly meanwhile?: Readonly<Record<string, () => void | Promise<void>>>;
  /** Account that a role leads to, where it is not its own. */
  readonly wrongAccount?: string;
}

export interface Run {
  readonly id: string;
  readonly jobs: Jobs;
  readonly conclusion: 'success' | 'failure';
  /** All that was printed, and all summaries. */
  readonly printed: string;
}

export class Delivery {
  private lastRun = 100;
  private now = '';

  private constructor(
    readonly cloud: Cloud,
    readonly github: FakeGitHub,
    readonly tools: QuickTools,
    private readonly files: readonly RenderedFile[],
  ) {}

  static async start(project: FleetProject): Promise<Delivery> {
    const [cloud, github, tools] = await Promise.all([startCloud(), FakeGitHub.start(), startQuickTools()]);
    return new Delivery(cloud, github, tools, project.renderFiles());
  }

  async stop(): Promise<void> {
    await Promise.all([this.cloud.stop(), this.github.stop(), this.tools.stop()]);
  }

  setTime(now: Date): void {
    this.now = now.toISOString();
    this.cloud.setTime(this.now);
  }

  /** A checkout of this folder with the emitted files in it; `change` may change the text of a file. */
  checkout(folder: string, change: Readonly<Record<string, (text: string) => string>> = {}): string {
    const source = workspaceWith();
    cpSync(resolve(folder), source, { recursive: true });
    put(source, Object.fromEntries(this.files.map(({ path, content }) => [path, content])));
    for (const [path, edit] of Object.entries(change)) {
      const text = edit(readFileSync(join(source, path), 'utf8'));
      put(source, { [path]: text });
    }
    return source;
  }

  account(id: string): Promise<Account> {
    return Account.of(this.cloud, id);
  }

  /** Starts a workflow by hand on main, and waits for its end. */
  async run(file: string, start: Start): Promise<Run> {
    const id = String(++this.lastRun);
    const artifacts = workspaceWith();
    const sha = id.padStart(40, '0');
    addCommit(this.github.repository, { sha });
    const history = addRun(this.github.repository, { id: Number(id), path: `.github/workflows/${file}`, sha });
    const runner: Runner = {
      read: (name) => parse(readFileSync(join(start.source, '.github/workflows', name), 'utf8')),
      machine: (environment) => this.machine(history, environment, artifacts, start),
      given: start.given ?? {},
    };
    const jobs = await runWorkflow(runner, file, start.inputs ?? {});
    const conclusion = Object.values(jobs).some(({ result }) => result === 'failure') ? 'failure' : 'success';
    Object.assign(history, { status: 'completed', conclusion });
    const printed = Object.values(jobs).map((job) => job.printed);
    return { id, jobs, conclusion, printed: printed.join('') };
  }

  private async machine(run: WorkflowRun, environment: string, artifacts: string, start: Start): Promise<Machine> {
    const id = String(run.id);
    const reviewer = start.approve?.[environment];
    if (reviewer !== undefined) run.reviews.push({ state: 'approved', user: reviewer, environments: [environment] });
    await start.meanwhile?.[environment]?.();
    const { actor = 'alice' } = start;
    const { GH_TOKEN, GITHUB_API_URL } = this.github.env;
    const github = { token: GH_TOKEN, run_id: id, run_attempt: '1', triggering_actor: actor, actor };
    const names = { GITHUB_RUN_ID: id, GITHUB_RUN_NUMBER: id, GITHUB_ACTOR: actor, GITHUB_API_URL };
    return {
      workspace: workspaceWith(),
      env: {},
      runner: { ...names, GITHUB_SHA: run.sha, SAM_CLI_POLL_DELAY: '0.2' },
      programs: this.tools.programs,
      now: this.now,
      contexts: { github },
      use: (action, given, machine) => this.use(action, given, machine, { artifacts, start, environment }),
      trail: [],
      printed: '',
    };
  }

  /** What the actions of others do, as far as the emitted workflows use it. */
  private async use(
    action: string,
    given: Readonly<Record<string, string>>,
    machine: Machine,
    place: Place,
  ): Promise<void> {
    const { workspace } = machine;
    const { artifacts, start } = place;
    const folder = (from: string, to: string): void => {
      mkdirSync(to, { recursive: true });
      cpSync(from, to, { recursive: true });
    };
    const only = given['sparse-checkout'] ?? '.';
    if (action === 'actions/checkout') folder(join(start.source, only), join(workspace, only));
    else if (action === 'actions/upload-artifact')
      folder(join(workspace, given['path'] ?? ''), join(artifacts, given['name'] ?? ''));
    else if (action === 'actions/download-artifact')
      folder(join(artifacts, given['name'] ?? ''), join(workspace, given['path'] ?? ''));
    else if (action === 'aws-actions/configure-aws-credentials') machine.env = await this.assume(given, place);
    else if (action !== 'actions/setup-python') throw new Error(`Nobody stands in for ${action}`);
  }

  /** Credentials of the account of the role, for jobs that carry a GitHub environment. */
  private async assume(
    given: Readonly<Record<string, string>>,
    { environment, start }: Place,
  ): Promise<Record<string, string>> {
    const account = /^arn:aws:iam::(\d{12}):role\/[\w-]+$/.exec(given['role-to-assume'] ?? '')?.[1];
    if (account === undefined || environment === '') throw new Error('No GitHub environment trusts this job.');
    if (given['allowed-account-ids'] !== account) throw new Error(`${account} is not allowed.`);
    const reads = given['inline-session-policy'] !== '';
    if (reads !== environment.endsWith('-read')) throw new Error(`Wrong session policy for ${environment}.`);
    const region = given['aws-region'] ?? '';
    const { env } = await Account.of(this.cloud, start.wrongAccount ?? account, region);
    return { ...env };
  }
}

interface Place {
  readonly artifacts: string;
  readonly start: Start;
  readonly environment: string;
}
