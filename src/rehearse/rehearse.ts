/** Plays stories, several at once, and keeps what they show. */
import { Beginnings } from './beginnings';
import { Calls } from './calls';
import { choose, chooseTenants, type Named, type Selection, type TenantSelection, type Told } from './choose';
import { digestsOf } from './digests';
import { Evidence } from './evidence';
import { playStory } from './play-story';
import type { Rehearsal, StoryResult } from './rehearsal';
import { Seats } from './seats';
import type { RepositoryStage } from './stage/repository-stage';
import type { RehearsedRepo } from './stage/stage-parts';
import type { Story } from './story';
import { TenantBeginnings } from './tenant-beginnings';
import type { StageTools } from './tools/stage-tools';

export type { Rehearsal, StoryResult } from './rehearsal';

export interface Playing {
  readonly tools: StageTools;
  /** How many at once. */
  readonly parallel: number;
  /** Told after each one. */
  readonly onResult: (result: StoryResult, done: number, all: number) => void;
  /** Where players sit, when those of other repositories play as well. @default - as many as play at once */
  readonly seats?: Seats;
  /** Looks at a stage before it is removed. */
  readonly onEnd?: (story: Told, stage: RepositoryStage) => void;
}

export type RehearseOptions = Selection & Playing;
export type TenantRehearseOptions = TenantSelection & Playing;

/** Plays the stories of one repository that deploys. A story that fails never ends the others. */
export function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { project, tools } = options;
  return playAll(choose(options), new Beginnings(project, tools), options);
}

/** Plays the stories of one repository of tenants. */
export function rehearseTenants(options: TenantRehearseOptions): Promise<Rehearsal> {
  const { project, tools } = options;
  return playAll(chooseTenants(options), new TenantBeginnings(project, tools), options);
}

/** Where stories of a kind begin. */
export interface Stages<S, B> {
  copyOf(beginning: B): Promise<S>;
  made(): Promise<S[]>;
  stop(): Promise<void>;
}

async function playAll<S extends RepositoryStage, M, B>(
  told: readonly { chapter: Named; story: Story<S, M, B> }[],
  beginnings: Stages<S, B>,
  { project, tools, parallel, seats, onResult, onEnd }: Playing & { readonly project: RehearsedRepo },
): Promise<Rehearsal> {
  const [results, evidence, calls] = [new Array<StoryResult>(), new Evidence(), new Calls()];
  const take = (story: Told, stage: S): void => {
    evidence.add(stage.ends);
    calls.add(story, stage.parts.identity.front.calls);
    onEnd?.(story, stage);
  };
  const order = [...told].sort((one, other) => Number(other.chapter.long === true) - Number(one.chapter.long === true));
  let next = 0;
  const player = async (): Promise<void> => {
    for (let each = order[next++]; each !== undefined; each = order[next++]) {
      const { story, chapter } = each;
      const start = tools.machineNow();
      const { reason, runs } = await play(story, beginnings, take);
      const seconds = (tools.machineNow() - start) / 1000;
      const named = { repository: project.name, chapter: chapter.name, title: story.title };
      const result = { ...named, passed: reason === '', reason, seconds, runs };
      results.push(result);
      onResult(result, results.length, told.length);
    }
  };
  try {
    const places = seats ?? new Seats(parallel);
    await Promise.all(Array.from({ length: Math.min(parallel, told.length) }, () => places.use(player)));
    for (const stage of await beginnings.made()) {
      evidence.add(stage.ends);
      calls.add({ title: 'The way to where stories begin' }, stage.parts.identity.front.calls);
    }
  } finally {
    await beginnings.stop();
  }
  const files = project.renderFiles();
  const found = { results, evidence: evidence.of(files), denied: calls.denied, unused: calls.unused(project) };
  const at = new Date(tools.machineNow()).toISOString();
  return { repository: project.name, ...found, files: digestsOf(files), at };
}

/** Why a story failed, empty where it did not; and how many runs ended in it. */
async function play<S extends RepositoryStage, M, B>(
  story: Story<S, M, B>,
  beginnings: Stages<S, B>,
  take: (story: Told, stage: S) => void,
): Promise<Pick<StoryResult, 'reason' | 'runs'>> {
  let stage: S | undefined;
  try {
    stage = await beginnings.copyOf(story.from);
    await playStory(story, stage);
    return { reason: '', runs: stage.ends.length };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (stage === undefined) return { reason: `The stage could not be made: ${reason}`, runs: 0 };
    return { reason: reason || 'It failed without a word.', runs: stage.ends.length };
  } finally {
    if (stage !== undefined) {
      take(story, stage);
      await stage.stop();
    }
  }
}
