/** A repository of tenants on the stage. */
import type { GitOpsRepo } from '../../gitops/gitops-repo';
import { withManifest } from '../../managed/rendered-manifest';
import { tenantFleet } from '../application/tenant-files';
import type { Commit } from '../application/workspace';
import type { StageTools } from '../tools/stage-tools';
import { RepositoryStage } from './repository-stage';
import type { RunEnd, RunStart } from './running';
import { copyParts, createParts } from './stage-parts';
import { TenantDelivery } from './tenant-delivery';

export class TenantStage extends RepositoryStage<GitOpsRepo> {
  readonly delivery = new TenantDelivery(this);

  static async create(project: GitOpsRepo, tools: StageTools, start: Date): Promise<TenantStage> {
    return new TenantStage(await createParts(project, tools, start), 0, undefined);
  }

  /** A stage of its own that begins where this one is. */
  async copy(): Promise<TenantStage> {
    return new TenantStage(await copyParts(this.parts), this.lastRun, this.newest);
  }

  /** Commits tenants without a defect, with all that is generated. */
  fleet(count: number): Commit {
    const { project, workspace } = this.parts;
    const generated = this.newest === undefined ? withManifest(project.renderFiles()) : [];
    const files = tenantFleet(project.model, count);
    return this.pushed(workspace.commit(files, generated), files);
  }

  /** Path of a file of a tenant. */
  path(tenant: string, file: string): string {
    return `${this.parts.project.model.tenantsFolder}/${tenant}/${file}`;
  }

  /** Text of a file, as it is now. */
  read(path: string): string {
    return this.parts.workspace.read(path);
  }

  /** A branch that somebody pushed is merged into main. */
  merge(branch: string): Commit {
    const { changed, ...commit } = this.parts.workspace.merge(branch);
    return this.pushed(commit, Object.fromEntries(changed.map((path) => [path, this.read(path)])));
  }

  /** A pull request with these changes, and the run of a workflow on it. */
  async pullRequest(
    workflow: string,
    files: Readonly<Record<string, string | undefined>>,
    { number = 7, fork = false, ...start }: RunStart & { readonly number?: number; readonly fork?: boolean } = {},
  ): Promise<RunEnd> {
    const base = this.head;
    this.change(files);
    const { fullName, name } = this.parts.repository;
    const from = fork ? `stranger/${name}` : fullName;
    const head = { ref: 'idea', sha: this.head, repo: { full_name: from, fork } };
    const target = { ref: 'main', sha: base, repo: { full_name: fullName, fork: false } };
    const payload = { pull_request: { number, head, base: target } };
    return this.run(workflow, { event: 'pull_request', ref: `refs/pull/${number}/merge`, payload, ...start });
  }
}
