/** Plays one story: what it demands, and what is demanded in all of them. */
import type { StepRecord } from '../runner/machine';
import type { RepositoryStage } from './stage/repository-stage';
import { MAY_FAIL } from './step-exceptions';
import type { Story } from './story';

/** Throws where something else comes of the story, or where the failure of a step was ignored. */
export async function playStory<S extends RepositoryStage, M, B>(story: Story<S, M, B>, stage: S): Promise<void> {
  await story.play(stage);
  expectNoneIgnored(stage.ends);
}

interface Ended {
  readonly id: string;
  readonly report: { readonly jobs: ReadonlyMap<string, { readonly records: readonly Step[] }> };
}

type Step = Pick<StepRecord, 'name' | 'outcome' | 'conclusion'>;

/** A step that fails and lets its job go on is a check that nobody hears; those that may are known by name. */
export function expectNoneIgnored(ends: readonly Ended[]): void {
  for (const { id, report } of ends)
    for (const [job, { records }] of report.jobs)
      for (const { name, outcome, conclusion } of records)
        if (outcome === 'failure' && conclusion === 'success' && MAY_FAIL[name] === undefined)
          throw new Error(
            `Step "${name}" of ${job} failed in run ${id}, and its job went on. Remove "continue-on-error" from it.`,
          );
}
