/** Plays stories, several at once, and keeps what they show. */
import type { LambdaRepo } from '../lambda/lambda-repo';
import { Beginnings } from './beginnings';
import { Calls, type DeniedCall } from './calls';
import { Evidence, type StepEvidence } from './evidence';
import type { UnusedPermission } from './identity/ledger';
import type { Stage } from './stage/stage';
import { deploys, type Chapter, type Story } from './story';
import type { StageTools } from './tools/stage-tools';

export interface StoryResult {
  readonly repository: string;
  readonly chapter: string;
  readonly title: string;
  readonly passed: boolean;
  /** Why not; empty where it passed. */
  readonly reason: string;
  readonly seconds: number;
}

export interface Rehearsal {
  readonly repository: string;
  readonly results: readonly StoryResult[];
  readonly evidence: readonly StepEvidence[];
  /** Calls that no emitted policy allows. */
  readonly denied: readonly DeniedCall[];
  readonly unused: readonly UnusedPermission[];
}

export interface Selection {
  readonly project: LambdaRepo;
  readonly chapters: readonly Chapter[];
  /** Which stories. @default - all */
  readonly only?: (story: Story, chapter: Chapter) => boolean;
}

export interface RehearseOptions extends Selection {
  readonly tools: StageTools;
  /** How many at once. */
  readonly parallel: number;
  /** Told after each story. */
  readonly onResult: (result: StoryResult, done: number, all: number) => void;
  /** Looks at a stage before it is removed. */
  readonly onEnd?: (story: Story, stage: Stage) => void;
}

/** The stories that a repository is told, of those that are wanted. */
export function choose({ project, chapters, only = () => true }: Selection): { chapter: Chapter; story: Story }[] {
  const told = chapters.filter(({ when = deploys }) => when(project.model));
  return told.flatMap((chapter) =>
    chapter.stories
      .filter((story) => (story.when?.(project.model) ?? true) && only(story, chapter))
      .map((story) => ({ chapter, story })),
  );
}

/** Plays the stories of one repository. A story that fails never ends the others. */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { project, tools, parallel, onResult } = options;
  const chosen = choose(options);
  const beginnings = new Beginnings(project, tools);
  const [results, evidence, calls] = [new Array<StoryResult>(), new Evidence(), new Calls()];
  const take = (story: Story, stage: Stage): void => {
    evidence.add(stage.ends);
    calls.add(story, stage.parts.identity.front.calls);
    options.onEnd?.(story, stage);
  };
  let next = 0;
  const player = async (): Promise<void> => {
    for (let each = chosen[next++]; each !== undefined; each = chosen[next++]) {
      const { story, chapter } = each;
      const start = tools.machineNow();
      const reason = await play(story, beginnings, take);
      const seconds = (tools.machineNow() - start) / 1000;
      const told = { repository: project.name, chapter: chapter.name, title: story.title };
      results.push({ ...told, passed: reason === '', reason, seconds });
      onResult({ ...told, passed: reason === '', reason, seconds }, results.length, chosen.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(parallel, chosen.length) }, player));
    for (const stage of await beginnings.made()) {
      evidence.add(stage.ends);
      calls.add({ title: 'The way to where stories begin' }, stage.parts.identity.front.calls);
    }
  } finally {
    await beginnings.stop();
  }
  const steps = evidence.of(project.renderFiles());
  return { repository: project.name, results, evidence: steps, denied: calls.denied, unused: calls.unused(project) };
}

/** Why a story failed; empty where it did not. */
async function play(story: Story, beginnings: Beginnings, take: (story: Story, stage: Stage) => void): Promise<string> {
  let stage: Stage | undefined;
  try {
    stage = await beginnings.copyOf(story.from);
    await story.play(stage);
    return '';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return stage === undefined ? `The stage could not be made: ${reason}` : reason || 'It failed without a word.';
  } finally {
    if (stage !== undefined) {
      take(story, stage);
      await stage.stop();
    }
  }
}
