/** Where stories of tenants begin: each state is made once, and copied for every story. */
import type { GitOpsRepo } from '../gitops/gitops-repo';
import { startOfWeek } from './beginnings';
import { TenantStage } from './stage/tenant-stage';
import type { TenantBeginning } from './story';
import type { StageTools } from './tools/stage-tools';

/** How many tenants a fleet begins with. */
const TENANTS = 3;

export class TenantBeginnings {
  private readonly stages = new Map<TenantBeginning, Promise<TenantStage>>();

  constructor(
    private readonly project: GitOpsRepo,
    private readonly tools: StageTools,
  ) {}

  /** A stage of its own in that state. The first of a kind waits until the state has been made. */
  async copyOf(beginning: TenantBeginning): Promise<TenantStage> {
    const made = this.stages.get(beginning) ?? this.make();
    this.stages.set(beginning, made);
    return (await made).copy();
  }

  private async make(): Promise<TenantStage> {
    const start = startOfWeek(new Date(this.tools.machineNow()));
    const stage = await TenantStage.create(this.project, this.tools, start);
    stage.fleet(TENANTS);
    return stage;
  }

  /** Those that could be made. */
  async made(): Promise<TenantStage[]> {
    const settled = await Promise.allSettled(this.stages.values());
    return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  async stop(): Promise<void> {
    for (const stage of this.stages.values())
      await stage.then(
        (each) => each.stop(),
        () => undefined,
      );
  }
}
