import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, UsageError, messageOf, type ExitCode, type Surroundings } from '../fleet/surroundings';
import type { RunRequest } from '../runner/run-workflows';
import type { Settings } from '../runner/settings';
import type { Value } from '../runner/value';

interface RunOptions {
  readonly workflow: string;
  readonly event?: string;
  readonly ref?: string;
  readonly payload?: string;
  readonly settings?: string;
  readonly limit: string;
  readonly json: boolean;
}

/** `projen-fleet run`: any workflow of any repository, offline, as GitHub would run it. */
export function addRun(program: Command, surroundings: Surroundings, finish: (code: ExitCode) => void): void {
  program
    .command('run <directory>')
    .description('Run a workflow of a repository offline, as GitHub would')
    .requiredOption('--workflow <file>', 'workflow, such as ci.yml')
    .option('--event <name>', 'event that starts it, such as push or workflow_dispatch')
    .option('--ref <ref>', 'branch or tag, such as refs/heads/main')
    .option('--payload <file>', 'JSON of the event; inputs of workflow_dispatch are in "inputs"')
    .option('--settings <file>', 'JSON: vars, secrets, environments, actions, runs and more')
    .option('--limit <minutes>', 'time that a job may take at most', '60')
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      '\nExit codes: 0 the run is green, 1 it is not, or error\nExample:    projen-fleet run . --workflow ci.yml --event push',
    )
    .action(async (directory: string, options: RunOptions) => {
      finish(await run(directory, options, surroundings));
    });
}

/** The runner is loaded only here: other commands should not wait for GitHub's parser. */
async function run(directory: string, options: RunOptions, { cwd, env, print }: Surroundings): Promise<ExitCode> {
  const [{ startWorkflows, workflowPath }, { locateActions, readSettings }, { toLines, toObject }, { asValue }] =
    await Promise.all([
      import('../runner/start'),
      import('../runner/settings'),
      import('../runner/report'),
      import('../runner/value'),
    ]);
  const root = resolve(cwd, directory);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) throw new UsageError(`${root} is no folder.`);
  const given = readJson(options.settings, cwd);
  const places = [...(options.settings === undefined ? [] : [dirname(resolve(cwd, options.settings))]), cwd, root];
  const settings = asUsage(() => locateActions(readSettings(given), places), options.settings);
  const find = (name: string): string => asUsage(() => workflowPath(root, name, cwd));
  const requests = requestsOf(options, settings, find, asValue(readJson(options.payload, cwd)));
  const limitMinutes = readLimit(options.limit);
  const system = { PATH: env['PATH'] ?? '', LANG: 'C.UTF-8' };
  const reports = await startWorkflows({
    root,
    settings,
    requests,
    system,
    limitMinutes,
    now: () => performance.now(),
  });
  const several = settings.runs.length > 0;
  const all = [...reports];
  if (options.json) {
    const objects = all.map(([id, report]) => [id, toObject(report, several)] as const);
    print(JSON.stringify(several ? Object.fromEntries(objects) : objects[0]?.[1], undefined, 2));
  } else for (const [id, report] of all) print([...(several ? [`${id}:`] : []), ...toLines(report)].join('\n'));
  return all.every(([, report]) => report.run === 'success') ? EXIT.done : EXIT.failed;
}

/** Runs that settings name, each with what the command line says where they say nothing; else the one that it names. */
function requestsOf(
  options: RunOptions,
  settings: Settings,
  find: (workflow: string) => string,
  payload: Value,
): RunRequest[] {
  const workflow = find(options.workflow);
  const runs = settings.runs.map((each, i) => ({
    ...each,
    event: each.event || (options.event ?? ''),
    ref: each.ref ?? options.ref,
    payload: each.payload ?? payload,
    workflow: each.workflow === undefined ? workflow : find(each.workflow),
    number: i + 1,
  }));
  if (runs.length > 0) return runs;
  if (options.event === undefined)
    throw new UsageError('Say what starts it: --event push, --event workflow_dispatch, …');
  const first = { id: 'run', event: options.event, ref: options.ref, startAfterSeconds: 0, actor: undefined };
  return [{ ...first, payload, workflow, number: 1 }];
}

/** Minutes. */
function readLimit(text: string): number {
  const minutes = Number(text);
  if (minutes > 0) return minutes;
  throw new UsageError(`--limit is "${text}". Write minutes, such as 60.`);
}

/** The object in a file; nothing where none is named. Anything else would be read as if it were empty. */
function readJson(file: string | undefined, cwd: string): unknown {
  if (file === undefined) return null;
  const found = asUsage((): unknown => JSON.parse(readFileSync(resolve(cwd, file), 'utf8')), file);
  if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found;
  throw new UsageError(`${file}: Write a JSON object, such as {}.`);
}

/** A mistake of the caller is told as one sentence, with the file in which it is. */
function asUsage<T>(work: () => T, file?: string): T {
  try {
    return work();
  } catch (error) {
    throw new UsageError(file === undefined ? messageOf(error) : `${file}: ${messageOf(error)}`);
  }
}
