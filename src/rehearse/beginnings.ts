/** The states from which stories begin. Each is made once, by the emitted workflows themselves, and then copied. */
import type { LambdaRepo } from '../lambda/lambda-repo';
import { expectSuccess } from './expectations';
import { Stage } from './stage/stage';
import type { Beginning } from './story';
import type { StageTools } from './tools/stage-tools';

/** A Monday morning that lies ahead: SAM waits for ever for what happens in the past. */
export function startOfWeek(now: Date): Date {
  const day = new Date(now.getTime() + 24 * 3_600_000);
  while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() + 1);
  day.setUTCHours(8, 0, 0, 0);
  return day;
}

export class Beginnings {
  private readonly stages = new Map<Beginning, Promise<Stage>>();

  constructor(
    private readonly project: LambdaRepo,
    private readonly tools: StageTools,
  ) {}

  /** A stage of its own in that state. The first of a kind waits until the state has been made. */
  async copyOf(beginning: Beginning): Promise<Stage> {
    return (await this.stage(beginning)).copy();
  }

  private stage(beginning: Beginning): Promise<Stage> {
    const known = this.stages.get(beginning);
    if (known !== undefined) return known;
    const made = this.make(beginning);
    this.stages.set(beginning, made);
    return made;
  }

  private async make(beginning: Beginning): Promise<Stage> {
    if (beginning === 'fresh') {
      const stage = await Stage.create(this.project, this.tools, startOfWeek(new Date(this.tools.machineNow())));
      stage.version({ release: '1.0.0' });
      return stage;
    }
    const before = { deployed: 'fresh', renewed: 'deployed', promoted: 'deployed', delivered: 'promoted' } as const;
    const stage = await this.copyOf(before[beginning]);
    await STEPS[beginning](stage);
    return stage;
  }

  /** Those that could be made. */
  async made(): Promise<Stage[]> {
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

const STEPS: Readonly<Record<Exclude<Beginning, 'fresh'>, (stage: Stage) => Promise<void>>> = {
  deployed: async ({ delivery }) => {
    expectSuccess(await delivery.deploy());
    delivery.soak(delivery.first);
  },
  renewed: async (stage) => {
    stage.version({ release: '2.0.0' });
    expectSuccess(await stage.delivery.deploy());
    stage.delivery.soak(stage.delivery.first);
  },
  promoted: async ({ delivery }) => {
    expectSuccess(await delivery.promote(delivery.second));
    delivery.soak(delivery.second);
    delivery.openWindow(delivery.last);
  },
  delivered: async (stage) => {
    const { delivery } = stage;
    expectSuccess(await delivery.promote(delivery.last));
    stage.version({ release: '2.0.0' });
    expectSuccess(await delivery.deploy());
    delivery.soak(delivery.first);
    expectSuccess(await delivery.promote(delivery.second));
    delivery.soak(delivery.second);
    delivery.openWindow(delivery.last);
  },
};
