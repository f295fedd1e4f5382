/** Plays stories, several at once, and keeps what they show. */
import type { LambdaRepo } from '../lambda/lambda-repo';
import { Beginnings } from './beginnings';
import { gatherEvidence, type StepEvidence } from './evidence';
import type { RunEnd } from './stage/running';
import type { Chapter, Story } from './story';
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
  readonly results: readonly StoryResult[];
  readonly evidence: readonly StepEvidence[];
  readonly unusedPermissions: readonly string[];
}

export interface RehearseOptions {
  readonly project: LambdaRepo;
  readonly tools: StageTools;
  readonly chapters: readonly Chapter[];
  /** Which stories. @default - all */
  readonly only?: (story: Story, chapter: Chapter) => boolean;
  /** How many at once. */
  readonly parallel: number;
  /** Told after each story. */
  readonly onResult: (result: StoryResult, done: number, all: number) => void;
}

/** Plays the stories of one repository. A story that fails never ends the others. */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { project, tools, chapters, only = () => true, parallel, onResult } = options;
  const chosen = chapters.flatMap((chapter) =>
    chapter.stories.filter((story) => only(story, chapter)).map((story) => ({ chapter, story })),
  );
  const beginnings = new Beginnings(project, tools);
  const results: StoryResult[] = [];
  const ends: RunEnd[] = [];
  let next = 0;
  const player = async (): Promise<void> => {
    for (let each = chosen[next++]; each !== undefined; each = chosen[next++]) {
      const { result, runs } = await play(each.story, each.chapter, { project, beginnings, tools });
      results.push(result);
      ends.push(...runs);
      onResult(result, results.length, chosen.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(parallel, chosen.length) }, player));
  } finally {
    await beginnings.stop();
  }
  return { results, evidence: gatherEvidence(project.renderFiles(), ends), unusedPermissions: [] };
}

interface Place {
  readonly project: LambdaRepo;
  readonly beginnings: Beginnings;
  readonly tools: StageTools;
}

async function play(
  story: Story,
  chapter: Chapter,
  { project, beginnings, tools }: Place,
): Promise<{ result: StoryResult; runs: readonly RunEnd[] }> {
  const start = tools.machineNow();
  const end = (reason: string, runs: readonly RunEnd[]): { result: StoryResult; runs: readonly RunEnd[] } => {
    const seconds = (tools.machineNow() - start) / 1000;
    const told = { repository: project.name, chapter: chapter.name, title: story.title };
    return { result: { ...told, passed: reason === '', reason, seconds }, runs };
  };
  try {
    const stage = await beginnings.copyOf(story.from);
    try {
      await story.play(stage);
      return end('', stage.ends);
    } catch (error) {
      return end(error instanceof Error ? error.message : String(error), stage.ends);
    } finally {
      await stage.stop();
    }
  } catch (error) {
    return end(`The stage could not be made: ${error instanceof Error ? error.message : String(error)}`, []);
  }
}
