/** How to deploy, promote and go back: exact lines, what the form asks, and what limits them. */
import type { Purpose } from '../../model/pipelines';
import { formRows, shell, startLines, told } from './commands';
import type { Pipeline } from './pipeline';
import type { SectionFacts } from './section';
import { deploys, wayBack } from './way-back';

const TITLES: readonly (readonly [Purpose, string])[] = [
  ['deploy', 'Deploy'],
  ['promote', 'Promote'],
  ['roll back', 'Roll back'],
  ['destroy', 'Destroy'],
  ['look', 'Look, and change nothing'],
];

export function instructions(repository: string, pipelines: readonly Pipeline[], facts: SectionFacts): string[] {
  return TITLES.flatMap(([purpose, title]) => {
    const fit = pipelines.filter((each) => each.purpose === purpose);
    if (fit.length === 0 && (purpose !== 'roll back' || !pipelines.some(deploys))) return [];
    const ways = fit.flatMap((pipeline) => howTo(repository, pipeline));
    return [`### ${title}`, '', ...(fit.length > 0 ? ways : wayBack(repository, pipelines, facts))];
  });
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
    ...(pipeline.starts.length > 0 ? told(repository, pipeline) : shell(startLines(repository, pipeline))),
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
