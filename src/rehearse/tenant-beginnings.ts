/** Where stories of tenants begin: each state is made once, by the emitted workflows themselves, and then copied. */
import type { GitOpsRepo } from '../gitops/gitops-repo';
import { expectSuccess } from './expectations';
import { furnish } from './stage/tenant-cloud';
import { TenantStage } from './stage/tenant-stage';
import type { TenantBeginning } from './story';
import type { StageTools } from './tools/stage-tools';

/** How many tenants a fleet begins with. */
const TENANTS = 3;

/** The tenant that is deployed where a story begins. */
export const DEPLOYED = 'tenant0';

/** The others, in the order of their names. */
export const OTHERS = ['tenant1', 'tenant2'] as const;

export class TenantBeginnings {
  private readonly stages = new Map<TenantBeginning, Promise<TenantStage>>();

  constructor(
    private readonly project: GitOpsRepo,
    private readonly tools: StageTools,
  ) {}

  /** A stage of its own in that state. The first of a kind waits until the state has been made. */
  async copyOf(beginning: TenantBeginning): Promise<TenantStage> {
    return (await this.stage(beginning)).copy();
  }

  private stage(beginning: TenantBeginning): Promise<TenantStage> {
    const known = this.stages.get(beginning);
    if (known !== undefined) return known;
    const made = this.make(beginning);
    this.stages.set(beginning, made);
    return made;
  }

  private async make(beginning: TenantBeginning): Promise<TenantStage> {
    if (beginning === 'fleet') return this.makeFleet();
    const stage = await this.copyOf(beginning === 'tested' ? 'fleet' : 'tested');
    const { delivery } = stage;
    const target = beginning === 'live' ? delivery.last : delivery.first;
    return orStop(stage, async () => {
      delivery.openWindow(target);
      const tenants = beginning === 'filled' ? OTHERS : [DEPLOYED];
      for (const tenant of tenants) expectSuccess(await delivery.create(target, tenant));
    });
  }

  /** Terraform tells the machine's time, so the stage begins there. */
  private async makeFleet(): Promise<TenantStage> {
    const stage = await TenantStage.create(this.project, this.tools, new Date(this.tools.machineNow()));
    return orStop(stage, async () => {
      stage.fleet(TENANTS);
      await furnish(stage);
    });
  }

  /** Those that could be made. */
  async made(): Promise<TenantStage[]> {
    const settled = await Promise.allSettled(this.stages.values());
    return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  /** Ends all, the newest first: a copy ends with the one that it was made from. */
  async stop(): Promise<void> {
    for (const stage of [...this.stages.values()].reverse())
      await stage.then(
        (each) => each.stop(),
        () => undefined,
      );
  }
}

/** The stage in a new state; one that does not get there would stay behind. */
async function orStop(stage: TenantStage, arrange: () => Promise<void>): Promise<TenantStage> {
  try {
    await arrange();
    return stage;
  } catch (error) {
    await stage.stop();
    throw error;
  }
}
