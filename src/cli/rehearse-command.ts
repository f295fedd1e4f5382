import { execFile } from 'node:child_process';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Command, Option } from 'commander';
import { defineAll, loadFleet } from '../fleet/definitions';
import { EXIT, messageOf, UsageError, type ExitCode, type Surroundings } from '../fleet/surroundings';
import { GitOpsRepo } from '../gitops/gitops-repo';
import { LambdaRepo } from '../lambda/lambda-repo';
import type { Wanted } from '../rehearse/choose';
import type { Rehearsal } from '../rehearse/rehearse';
import type { RehearsedRepo } from '../rehearse/stage/stage-parts';
import { keepLogs, tell, write } from './rehearse-output';

interface Options {
  readonly scenario?: string;
  readonly core: boolean;
  readonly list: boolean;
  readonly keep: boolean;
  readonly json?: string;
  readonly junit?: string;
  readonly parallel: string;
  readonly definitions: string;
}

/** `projen-fleet rehearse`: the emitted workflows are executed offline, and shown to fail when they should. */
export function addRehearse(
  program: Command,
  fleet: Option,
  surroundings: Surroundings,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('rehearse [repositories...]')
    .description('Execute the emitted workflows offline, story by story')
    .option('--scenario <words>', 'only stories whose chapter or title has these words')
    .option('--core', 'only the stories that every change is tested with', false)
    .option('--list', 'print the stories and play none', false)
    .option('--keep', 'keep the logs of all runs and say where', false)
    .option('--json <file>', 'write results and evidence as JSON')
    .option('--junit <file>', 'write results as JUnit XML')
    .option('--parallel <n>', 'stories at once; each waits half of its time', String(availableParallelism() * 2))
    .addOption(fleet)
    .addHelpText(
      'after',
      '\nExit codes: 0 all stories hold, 1 one does not, or error\nExample:    projen-fleet rehearse --scenario rollback',
    )
    .action(async (names: string[], options: Options) => {
      finish(await rehearseFleet(names, options, surroundings));
    });
}

/** Simulated cloud and runner are loaded only here. */
async function rehearseFleet(names: string[], options: Options, surroundings: Surroundings): Promise<ExitCode> {
  const { print, cwd } = surroundings;
  const projects = chooseProjects(names, options, cwd);
  const [{ storiesOf }, { playOneAfterAnother }, { startStageTools }, { useMemory }, report] = await Promise.all([
    import('../rehearse/stories-of'),
    import('../rehearse/one-after-another'),
    import('../rehearse/tools/stage-tools'),
    import('../rehearse/tools/memory-folder'),
    import('../rehearse/report'),
  ]);
  const words = (options.scenario ?? '').toLowerCase();
  const only: Wanted = (story, { name }) =>
    `${name} ${story.title}`.toLowerCase().includes(words) && (!options.core || story.core === true);
  const parallel = readParallel(options.parallel);
  const chosen = projects.map((project) => storiesOf(project, only));
  if (chosen.every(({ stories }) => stories.length === 0)) throw new UsageError(sayNone(options));
  if (options.list) {
    for (const { name, stories } of chosen)
      for (const { chapter, title } of stories) print(`${name}  ${chapter}: ${title}`);
    return EXIT.done;
  }
  await setUpTools(surroundings);
  const path = surroundings.env['PATH'] ?? '';
  const onEnd = options.keep ? { onEnd: keepLogs(surroundings) } : {};
  const leaveMemory = useMemory(surroundings.env);
  const tools = await startStageTools(join(packageFolder(), '.tools/bin'), path, () => Date.now());
  let rehearsals: Rehearsal[];
  try {
    rehearsals = await playOneAfterAnother(chosen, { tools, parallel, onResult: tell(surroundings, chosen), ...onEnd });
  } finally {
    await tools.stop();
    leaveMemory();
  }
  for (const each of rehearsals) for (const line of report.toLines(each, words === '' && !options.core)) print(line);
  write(options.json, report.toJson(rehearsals), cwd);
  write(options.junit, report.toJunit(rehearsals), cwd);
  const all = rehearsals.flatMap(({ results }) => results);
  const held = all.every(({ passed }) => passed) && rehearsals.every(({ denied }) => denied.length === 0);
  return held ? EXIT.done : EXIT.failed;
}

function sayNone({ scenario, core }: Options): string {
  const which = core ? 'core story' : 'story';
  return scenario === undefined
    ? `There is no ${which} for these repositories: none of them delivers by emitted workflows.`
    : `No ${which} has "${scenario}". --list shows all.`;
}

function readParallel(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new UsageError(`--parallel is "${text}". Write how many stories may be played at once, such as 2.`);
}

function chooseProjects(names: readonly string[], { definitions }: Options, cwd: string): RehearsedRepo[] {
  const all = defineAll(loadFleet(definitions, cwd), join(tmpdir(), 'unwritten')).map(({ project }) => project);
  const known = all.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`The fleet has no ${unknown.join(', ')}. It has ${known.join(', ')}.`);
  const wanted = all.filter(({ name }) => names.length === 0 || names.includes(name));
  return wanted.filter((project) => project instanceof LambdaRepo || project instanceof GitOpsRepo);
}

function packageFolder(): string {
  return dirname(require.resolve('projen-fleet/package.json'));
}

/** Tools at their locked versions, once; a missing program is named with its package. */
async function setUpTools({ printError }: Surroundings): Promise<void> {
  const setup = join(packageFolder(), 'tools/setup.mjs');
  try {
    await promisify(execFile)(process.execPath, [setup]);
  } catch (error) {
    printError(messageOf(error));
    throw new UsageError('The tools of the rehearsal could not be set up; the lines above say why.');
  }
}
