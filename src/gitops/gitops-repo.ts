import { BotSettings } from '../github/bot-settings';
import { resolveGitOps, type GitOpsModel } from '../model/gitops';
import { gitOpsProblems } from '../model/gitops-rules';
import type { GitOpsRepoSpec } from '../model/gitops-spec';
import type { Pipelines } from '../model/pipelines';
import { throwIfAny } from '../model/problem';
import { FleetProject, type RepoOptions } from '../project/fleet-project';
import { GitOpsTenantComponent } from './gitops-tenant-component';
import { toldTenantWorkflows } from './told-workflows';

/**
 * A repository with a folder of Terraform for each tenant. Subclass it with what is special about one.
 *
 * Throws DefinitionError with every problem of the definition.
 */
export class GitOpsRepo extends FleetProject {
  /** The definition as it was written. */
  override readonly spec: GitOpsRepoSpec;
  /** The complete definition: nothing in it is optional. */
  readonly model: GitOpsModel;

  constructor(spec: GitOpsRepoSpec, options: RepoOptions = {}) {
    throwIfAny(gitOpsProblems(spec));
    const { name, platform, rollout } = spec;
    super({ name, definition: `repos/${name}.ts`, owner: platform.owner, rollout, ...options });
    this.spec = spec;
    this.model = resolveGitOps(spec);
    new GitOpsTenantComponent(this, this.model);
    for (const bot of this.model.bots) new BotSettings(this, bot, []);
  }

  override get pipelines(): Pipelines {
    const { platform, ownWorkflows } = this.model;
    return {
      ...{ platform, ownWorkflows, subject: 'the Terraform of tenants' },
      wayBack: 'A commit on main that reverts the change goes the same way as any change: Git keeps who, when and why.',
      told: toldTenantWorkflows(this.model),
    };
  }
}
