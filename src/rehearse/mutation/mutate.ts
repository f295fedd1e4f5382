/** Plays stories against mutants, until one notices. */
import type { RenderedFile } from '../../model/rendered-file';
import { Evidence, keyOf } from '../evidence';
import type { Stages } from '../rehearse';
import { replaceGenerated } from '../stage/replace-generated';
import type { RepositoryStage } from '../stage/repository-stage';
import type { Story } from '../story';
import type { StageTools } from '../tools/stage-tools';
import type { Mutant } from './mutant';
import { reaches, reachOf, type Reach } from './reach';

export interface Verdict {
  readonly mutant: Mutant;
  /** Title of the story that noticed; undefined where none did. */
  readonly caughtBy: string | undefined;
  readonly seconds: number;
}

export interface Mutating {
  readonly tools: StageTools;
  readonly mutants: readonly Mutant[];
  readonly parallel: number;
  readonly onVerdict: (verdict: Verdict, done: number) => void;
}

/** A repository with its stories, of either kind. */
export interface Tried<S, M, B> {
  readonly files: readonly RenderedFile[];
  readonly stages: Stages<S, B>;
  readonly stories: readonly Story<S, M, B>[];
}

interface Played<S, M, B> {
  readonly story: Story<S, M, B>;
  readonly seconds: number;
  readonly ran: Reach;
  /** What failed in it: a check whose failure it is about. */
  readonly failed: Reach;
}

/** First the stories as they are: one that fails then can catch nothing. Then each mutant with those that reach it. */
export async function mutate<S extends RepositoryStage, M, B>(
  tried: Tried<S, M, B>,
  { tools, mutants, parallel, onVerdict }: Mutating,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  try {
    const played = await inParallel(tried.stories, parallel, (story) => baseline(story, tried, tools));
    const quickest = played.sort((a, b) => a.seconds - b.seconds);
    await inParallel(mutants, parallel, async (mutant) => {
      const start = tools.machineNow();
      const caughtBy = await hunt(mutant, quickest, tried);
      verdicts.push({ mutant, caughtBy, seconds: (tools.machineNow() - start) / 1000 });
      onVerdict({ mutant, caughtBy, seconds: (tools.machineNow() - start) / 1000 }, verdicts.length);
    });
  } finally {
    await tried.stages.stop();
  }
  return verdicts;
}

async function baseline<S extends RepositoryStage, M, B>(
  story: Story<S, M, B>,
  { stages, files }: Tried<S, M, B>,
  tools: StageTools,
): Promise<Played<S, M, B>> {
  const start = tools.machineNow();
  const stage = await stages.copyOf(story.from);
  try {
    await story.play(stage);
    const evidence = new Evidence();
    evidence.add(stage.ends);
    const ran = evidence.of(files).filter(({ passed, failed }) => passed + failed > 0);
    const failed = ran.filter((step) => step.failed > 0);
    const seconds = (tools.machineNow() - start) / 1000;
    return { story, seconds, ran: reachOf(ran.map(keyOf), files), failed: reachOf(failed.map(keyOf), files) };
  } finally {
    await stage.stop();
  }
}

/** Stories in which the damaged step fails come first: they are about what it is for. */
async function hunt<S extends RepositoryStage, M, B>(
  mutant: Mutant,
  played: readonly Played<S, M, B>[],
  tried: Tried<S, M, B>,
): Promise<string | undefined> {
  const about = played.filter(({ failed }) => reaches(failed, mutant));
  const others = played.filter((each) => reaches(each.ran, mutant) && !about.includes(each));
  for (const { story } of [...about, ...others]) if (!(await survives(mutant, story, tried))) return story.title;
  return undefined;
}

async function survives<S extends RepositoryStage, M, B>(
  mutant: Mutant,
  story: Story<S, M, B>,
  { stages, files }: Tried<S, M, B>,
): Promise<boolean> {
  const stage = await stages.copyOf(story.from);
  try {
    replaceGenerated(stage, files, mutant.path, mutant.content);
    await story.play(stage);
    return true;
  } catch {
    return false; // whatever a story says against it, it has noticed
  } finally {
    await stage.stop();
  }
}

async function inParallel<T, R>(all: readonly T[], most: number, work: (each: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < all.length; index = next++) {
      const each = all[index];
      if (each !== undefined) results.push(await work(each));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
  return results;
}
