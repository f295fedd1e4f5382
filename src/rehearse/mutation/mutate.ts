/** Plays stories against mutants, until one notices. */
import type { RenderedFile } from '../../model/rendered-file';
import { inParallel } from '../../runner/in-parallel';
import { Evidence, keyOf } from '../evidence';
import { playStory } from '../play-story';
import type { Stages } from '../rehearse';
import { replaceGenerated } from '../stage/replace-generated';
import type { RepositoryStage } from '../stage/repository-stage';
import type { Story } from '../story';
import type { StageTools } from '../tools/stage-tools';
import { explanationOf } from './explained';
import type { Mutant } from './mutant';
import { inOrder, type Played } from './order';
import { Reach } from './reach';

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
  /** How many stories of a round are played against one mutant. @default - all that could notice */
  readonly plays?: number;
  readonly onVerdict: (verdict: Verdict, done: number) => void;
  /** Told of a mutant that waits for the stories that take minutes. @default - nobody is */
  readonly onLeft?: (mutant: Mutant) => void;
}

/** A repository with its stories, of either kind. */
export interface Tried<S, M, B> {
  readonly files: readonly RenderedFile[];
  readonly stages: Stages<S, B>;
  /** Stories of a later round are played only for what the earlier ones let live. */
  readonly rounds: readonly (readonly Story<S, M, B>[])[];
}

/** In each round first the stories as they are, to see what they reach. Then each mutant with those that reach it. */
export async function mutate<S extends RepositoryStage, M, B>(
  tried: Tried<S, M, B>,
  { tools, mutants, parallel, plays, onVerdict, onLeft }: Mutating,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const reach = new Reach(tried.files);
  let alive = mutants;
  try {
    for (const [round, stories] of tried.rounds.entries()) {
      const left: Mutant[] = [];
      const played =
        alive.length === 0 ? [] : await inParallel(stories, parallel, (each) => baseline(each, tried, tools));
      await inParallel(alive, parallel, async (mutant) => {
        const start = tools.machineNow();
        const caughtBy = await hunt(mutant, inOrder(mutant, played, reach, plays), tried);
        const isLeft = caughtBy === undefined && explanationOf(mutant) === undefined;
        if (isLeft && round + 1 < tried.rounds.length) {
          left.push(mutant);
          onLeft?.(mutant);
          return;
        }
        const verdict = { mutant, caughtBy, seconds: (tools.machineNow() - start) / 1000 };
        verdicts.push(verdict);
        onVerdict(verdict, verdicts.length);
      });
      alive = left;
    }
  } finally {
    await tried.stages.stop();
  }
  return verdicts;
}

async function baseline<S extends RepositoryStage, M, B>(
  story: Story<S, M, B>,
  { stages, files }: Tried<S, M, B>,
  tools: StageTools,
): Promise<Played<Story<S, M, B>>> {
  const start = tools.machineNow();
  const stage = await stages.copyOf(story.from);
  try {
    await playStory(story, stage);
    const evidence = new Evidence();
    evidence.add(stage.ends);
    const ran = evidence.of(files).filter(({ passed, failed }) => passed + failed > 0);
    const seconds = (tools.machineNow() - start) / 1000;
    return { story, seconds, ran: ran.map(keyOf), failed: ran.filter(({ failed }) => failed > 0).map(keyOf) };
  } finally {
    await stage.stop();
  }
}

/** The title of the first story that notices. */
async function hunt<S extends RepositoryStage, M, B>(
  mutant: Mutant,
  stories: readonly Story<S, M, B>[],
  tried: Tried<S, M, B>,
): Promise<string | undefined> {
  for (const story of stories) if (!(await survives(mutant, story, tried))) return story.title;
  return undefined;
}

async function survives<S extends RepositoryStage, M, B>(
  mutant: Mutant,
  story: Story<S, M, B>,
  { stages }: Tried<S, M, B>,
): Promise<boolean> {
  const stage = await stages.copyOf(story.from);
  try {
    replaceGenerated(stage, mutant.path, mutant.content);
    await playStory(story, stage);
    return true;
  } catch {
    return false; // whatever a story says against it, it has noticed
  } finally {
    await stage.stop();
  }
}
