/** Plays stories against mutants, until one notices. */
import { calledScripts } from '../../github/script';
import type { LambdaRepo } from '../../lambda/lambda-repo';
import { withManifest } from '../../managed/rendered-manifest';
import type { RenderedFile } from '../../model/rendered-file';
import { Beginnings } from '../beginnings';
import { Evidence, keyOf } from '../evidence';
import type { Stage } from '../stage/stage';
import type { Story } from '../story';
import type { StageTools } from '../tools/stage-tools';
import type { Mutant } from './mutant';

export interface Verdict {
  readonly mutant: Mutant;
  /** Title of the story that noticed; undefined where none did. */
  readonly caughtBy: string | undefined;
  readonly seconds: number;
}

export interface MutateOptions {
  readonly project: LambdaRepo;
  readonly tools: StageTools;
  readonly stories: readonly Story[];
  readonly mutants: readonly Mutant[];
  readonly parallel: number;
  readonly onVerdict: (verdict: Verdict, done: number) => void;
}

interface Played {
  readonly story: Story;
  readonly seconds: number;
  /** Keys of the steps that it ran, and files in which they stand. */
  readonly steps: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
}

/** First the stories as they are: one that fails then can catch nothing. Then each mutant with those that reach it. */
export async function mutate(options: MutateOptions): Promise<Verdict[]> {
  const { project, tools, stories, mutants, parallel, onVerdict } = options;
  const files = project.renderFiles();
  const beginnings = new Beginnings(project, tools);
  const verdicts: Verdict[] = [];
  try {
    const played = await inParallel(stories, parallel, (story) => baseline(story, { beginnings, tools, files }));
    const quickest = played.sort((a, b) => a.seconds - b.seconds);
    await inParallel(mutants, parallel, async (mutant) => {
      const start = tools.machineNow();
      const caughtBy = await hunt(mutant, quickest, { beginnings, files });
      verdicts.push({ mutant, caughtBy, seconds: (tools.machineNow() - start) / 1000 });
      onVerdict({ mutant, caughtBy, seconds: (tools.machineNow() - start) / 1000 }, verdicts.length);
    });
  } finally {
    await beginnings.stop();
  }
  return verdicts;
}

interface Place {
  readonly beginnings: Beginnings;
  readonly files: readonly RenderedFile[];
}

async function baseline(
  story: Story,
  { beginnings, tools, files }: Place & { readonly tools: StageTools },
): Promise<Played> {
  const start = tools.machineNow();
  const stage = await beginnings.copyOf(story.from);
  try {
    await story.play(stage);
    const evidence = new Evidence();
    evidence.add(stage.ends);
    const ran = evidence.of(files).filter(({ passed, failed }) => passed + failed > 0);
    return {
      story,
      seconds: (tools.machineNow() - start) / 1000,
      steps: new Set(ran.map(keyOf)),
      scripts: scriptsOf(ran.map(keyOf), files),
    };
  } finally {
    await stage.stop();
  }
}

/** Scripts that these steps run, and those that they call. */
function scriptsOf(keys: readonly string[], files: readonly RenderedFile[]): Set<string> {
  const found = new Set<string>();
  const follow = (name: string): void => {
    const file = files.find(({ path }) => path === `.github/scripts/${name}.sh`);
    if (file === undefined || found.has(file.path)) return;
    found.add(file.path);
    for (const called of calledScripts({ name, text: file.content })) follow(called);
  };
  for (const key of keys) {
    const [path = '', , step = ''] = key.split('\n');
    const text = files.find((file) => file.path === path)?.content ?? '';
    const after = text.slice(text.indexOf(`name: ${step}`));
    const script = /run: \.github\/scripts\/([a-z-]+)\.sh/.exec(after.slice(0, after.indexOf('- name:', 8) >>> 0))?.[1];
    if (script !== undefined) follow(script);
  }
  return found;
}

async function hunt(mutant: Mutant, played: readonly Played[], place: Place): Promise<string | undefined> {
  for (const { story, steps, scripts } of played) {
    const reached = mutant.path.endsWith('.sh')
      ? scripts.has(mutant.path)
      : mutant.steps.length > 0
        ? mutant.steps.some((step) => steps.has(step))
        : [...steps].some((step) => step.startsWith(`${mutant.path}\n`));
    if (reached && !(await survives(mutant, story, place))) return story.title;
  }
  return undefined;
}

async function survives(mutant: Mutant, story: Story, { beginnings, files }: Place): Promise<boolean> {
  const stage = await beginnings.copyOf(story.from);
  try {
    damage(stage, mutant, files);
    await story.play(stage);
    return true;
  } catch {
    return false; // whatever a story says against it, it has noticed
  } finally {
    await stage.stop();
  }
}

/** As if the damaged files had been generated, and deployed from, all along. */
function damage(stage: Stage, mutant: Mutant, files: readonly RenderedFile[]): void {
  const damaged = files.map((file) => (file.path === mutant.path ? { ...file, content: mutant.content } : file));
  const changed = withManifest(damaged).filter(({ path }) => path === mutant.path || path === '.projen/managed.sha256');
  const before = stage.head;
  const { sha } = stage.change(Object.fromEntries(changed.map(({ path, content }) => [path, content])));
  for (const run of stage.parts.repository.runs) if (run.sha === before) run.sha = sha;
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
