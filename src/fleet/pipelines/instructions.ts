/** How to deploy, promote and go back: exact lines, what the form asks, and what limits them. */
import { firstEnvironment } from '../../model/platform';
import { formRows, startLines } from './commands';
import { versionInputOf, type Pipeline, type Purpose } from './pipeline';
import type { SectionFacts } from './section';

const TITLES: readonly (readonly [Purpose, string])[] = [
  ['deploy', 'Deploy'],
  ['promote', 'Promote'],
  ['roll back', 'Roll back'],
];

export function instructions(repository: string, pipelines: readonly Pipeline[], facts: SectionFacts): string[] {
  return TITLES.flatMap(([purpose, title]) => {
    const fit = pipelines.filter((each) => each.purpose === purpose);
    if (fit.length === 0 && (purpose !== 'roll back' || !pipelines.some(deploys))) return [];
    const told = fit.flatMap((pipeline) => howTo(repository, pipeline));
    return [`### ${title}`, '', ...(fit.length > 0 ? told : wayBack(repository, pipelines, facts))];
  });
}

function deploys({ purpose }: Pipeline): boolean {
  return purpose === 'deploy' || purpose === 'promote';
}

function howTo(repository: string, pipeline: Pipeline): string[] {
  const { name, runs, byHand } = pipeline;
  const others = runs.filter((run) => run !== 'by hand' && !run.startsWith('called by'));
  const itself = others.length === 0 ? '' : ` runs by itself on ${others.join(', ')}`;
  if (!byHand) return [`**${name}**${itself}, and cannot be started by hand.`, '', ...limits(pipeline)];
  const page = `${itself === '' ? '' : `${itself}. By hand`}: Actions → ${name} → Run workflow`;
  return [
    `**${name}**${page}, or:`,
    '',
    ...shell(startLines(repository, pipeline)),
    ...form(pipeline),
    ...limits(pipeline),
  ];
}

function form(pipeline: Pipeline): string[] {
  if (pipeline.inputs.length === 0) return ['The form has no fields.', ''];
  return [
    '| Field | Meaning | Values | Required | Preset |',
    '| --- | --- | --- | --- | --- |',
    ...formRows(pipeline),
    '',
  ];
}

/** Defects that touch what the line above is for. */
function limits({ defects }: Pipeline): string[] {
  const serious = defects.filter(({ id }) => LIMITING.has(id));
  if (serious.length === 0) return [];
  return [
    `> **Limited**: ${serious.map(({ id, line }) => `${id} (line ${line})`).join(', ')}; what each means is below.`,
    '',
  ];
}

/** Rules about whether a workflow does what people start it for. */
const LIMITING = new Set([
  ...[
    'D05',
    'D06',
    'D07',
    'D09',
    'D10',
    'D12',
    'D15',
    'D16',
    'D17',
    'D19',
    'D20',
    'D21',
    'D22',
    'D23',
    'D24',
    'D26',
    'D30',
  ],
]);

/** Where no workflow goes back, an earlier version is deployed again. */
function wayBack(repository: string, pipelines: readonly Pipeline[], { platform }: SectionFacts): string[] {
  const again = pipelines.filter((each) => deploys(each) && each.byHand && versionInputOf(each) !== undefined);
  const unversioned = pipelines.filter((each) => deploys(each) && versionInputOf(each) === undefined);
  const lines = again.flatMap((pipeline) => startLines(repository, pipeline, 'VERSION_BEFORE'));
  return [
    '**There is no rollback workflow.** What is there deploys an earlier version again, through the same steps and approvals:',
    '',
    ...shell(lines),
    ...unversioned.flatMap((pipeline) => revert(repository, pipeline, firstEnvironment(platform).name)),
    'Nothing checks that the earlier version ran there, makes a checkpoint, asks for a reason or keeps a record.',
    '',
  ];
}

/** A workflow that takes no version deploys what the branch has. */
function revert(repository: string, pipeline: Pipeline, first: string): string[] {
  const { name, branch, environments, runs } = pipeline;
  const where = (environments[0] ?? first).toUpperCase();
  const change = `${where} takes no version: revert the change on \`${branch}\` with \`git revert\``;
  if (runs.some((run) => run.startsWith('push'))) return [`${change}, and the push starts **${name}**.`, ''];
  return [`${change}, then start **${name}** again:`, '', ...shell(startLines(repository, pipeline))];
}

function shell(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['```bash', ...lines, '```', ''];
}
