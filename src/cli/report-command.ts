import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { defineAll, loadExport, loadFleet } from '../fleet/definitions';
import type { StageSpec } from '../fleet/report/stage';
import { EXIT, UsageError, type ExitCode, type Surroundings } from '../fleet/surroundings';
import { GitOpsRepo } from '../gitops/gitops-repo';
import { LambdaRepo } from '../lambda/lambda-repo';
import type { FleetProject } from '../project/fleet-project';
import type { Told } from '../rehearse/stories-of';
import { write } from './rehearse-output';

interface Options {
  readonly checkouts?: string;
  readonly evidence?: readonly string[];
  readonly md?: string;
  readonly html?: string;
  readonly json?: string;
  readonly stage: string;
  readonly definitions: string;
}

const STAGE = join(__dirname, '../../repos/stage-4');

/** `projen-fleet report`: whether a stage is done, with the evidence. */
export function addReport(
  program: Command,
  fleet: Option,
  surroundings: Surroundings,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('report')
    .description('Judge the criteria of a stage by what is emitted, written and rehearsed')
    .option('--checkouts <dir>', 'folder with a checkout per repository, for the workflows that people wrote')
    .option('--evidence <files...>', 'what "rehearse --json" wrote; several rehearsals count as one')
    .option('--md <file>', 'write the summary as Markdown')
    .option('--html <file>', 'write it as one page')
    .option('--json <file>', 'write it for programs')
    .addOption(
      new Option('--stage <module>', 'module that exports the criteria as "stage"').default(
        STAGE,
        'stage 4 of this fleet',
      ),
    )
    .addOption(fleet)
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing unmet, 1 something is, or error\nExample:    projen-fleet report --checkouts ~/src --evidence rehearsal.json --md summary.md',
    )
    .action(async (options: Options) => {
      finish(await report(options, surroundings));
    });
}

/** Verifier and stories are loaded only here. */
async function report(options: Options, { cwd, now, print }: Surroundings): Promise<ExitCode> {
  const stage = loadStage(options.stage, cwd);
  const projects = defineAll(loadFleet(options.definitions, cwd), join(tmpdir(), 'unwritten')).map(
    (each) => each.project,
  );
  const [{ knownOf }, { readEvidence, refuseStale, replaced, together }, made, { toMarkdown }, { toHtml }, stories] =
    await Promise.all([
      import('../fleet/report/known'),
      import('../fleet/report/evidence'),
      import('../fleet/report/report'),
      import('../fleet/report/markdown'),
      import('../fleet/report/html'),
      import('../rehearse/stories-of'),
    ]);
  const given = (options.evidence ?? []).flatMap((file) => readEvidence(resolve(cwd, file), file));
  const old = replaced(given);
  for (const { repository, at } of old)
    print(`left out  ${repository}, rehearsed ${at}: it was rehearsed again since, with other files`);
  const proofs = together(given.filter((each) => !old.includes(each)));
  refuseStale(proofs, projects);
  const checkouts = options.checkouts === undefined ? undefined : resolve(cwd, options.checkouts);
  const storiesOf = (project: FleetProject): Told['stories'] =>
    project instanceof LambdaRepo || project instanceof GitOpsRepo ? stories.storiesOf(project).stories : [];
  const known = projects.map((project) => knownOf(project, { checkouts, proofs, now, storiesOf }));
  const result = made.reportOf(stage, known, { now, summary: options.md });
  for (const { id, status, text } of result.lines) print(`${status.padEnd(9)} ${id.padEnd(3)} ${text}`);
  for (const { name, dates } of result.repositories)
    for (const { file, line, message } of dates) print(`date      ${name} ${file}:${line} ${message}`);
  write(options.md, toMarkdown(result), cwd);
  write(options.html, toHtml(result), cwd);
  write(options.json, made.toJson(result), cwd);
  return made.countsOf(result).unmet > 0 ? EXIT.failed : EXIT.done;
}

function loadStage(module: string, cwd: string): StageSpec {
  const stage = loadExport(module, 'stage', cwd);
  if (isStage(stage)) return stage;
  throw new UsageError(`${module} exports no "stage" with title, inputs, approvers and criteria.`);
}

function isStage(value: unknown): value is StageSpec {
  const has = (key: string): boolean =>
    typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, key));
  return ['inputs', 'approvers', 'criteria'].every(has);
}
