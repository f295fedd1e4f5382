/** A repository's pipelines as a drawing: what starts them, what they change. */
import { escape } from './escape';
import type { ReportedRepository } from './report';

const ROW = 44;
const BOX = { width: 210, height: 32 };
const COLUMNS = { start: 10, workflow: 290, environment: 570 };

export function drawingOf({ name, pipelines, environments }: ReportedRepository, index: number): string {
  const starts = [...new Set(pipelines.flatMap(({ runs }) => runs.map(shortly)))];
  const changed = environments.filter((each) => pipelines.some((one) => one.environments.includes(each)));
  const rows = Math.max(starts.length, pipelines.length, changed.length, 1);
  const boxes = [
    ...starts.map((text, i) => box(COLUMNS.start, i, text, 'start')),
    ...pipelines.map((each, i) => box(COLUMNS.workflow, i, each.name, each.defects.length > 0 ? 'defect' : 'workflow')),
    ...changed.map((text, i) => box(COLUMNS.environment, i, text.toUpperCase(), 'environment')),
  ];
  const edges = pipelines.flatMap(({ runs, environments: into }, i) => [
    ...runs.map((run) => edge(COLUMNS.start, starts.indexOf(shortly(run)), COLUMNS.workflow, i)),
    ...into.map((each) => edge(COLUMNS.workflow, i, COLUMNS.environment, changed.indexOf(each))),
  ]);
  const said = pipelines.map(
    (each) => `${each.name}: ${each.runs.join(', ')} to ${each.environments.join(', ') || 'nothing'}`,
  );
  const [title, description] = [`drawing-${index}`, `drawing-${index}-text`];
  return `<svg viewBox="0 0 800 ${rows * ROW + 10}" role="img" aria-labelledby="${title} ${description}">
<title id="${title}">Pipelines of ${escape(name)}</title><desc id="${description}">${escape(said.join('. '))}</desc>
${edges.join('\n')}\n${boxes.join('\n')}\n</svg>`;
}

function shortly(run: string): string {
  return run
    .replaceAll('`', '')
    .replace(/ that changes .*/, '')
    .replace(/^called by .*/, 'other workflows')
    .slice(0, 34);
}

function box(x: number, row: number, text: string, kind: string): string {
  const y = row * ROW + 10;
  const short = text.length > 30 ? `${text.slice(0, 29)}…` : text;
  return `<rect class="${kind}" x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6"/><text x="${x + 10}" y="${y + 21}">${escape(short)}</text>`;
}

function edge(from: number, fromRow: number, to: number, toRow: number): string {
  const [x, y, x2, y2] = [from + BOX.width, fromRow * ROW + 26, to, toRow * ROW + 26];
  return `<path d="M${x} ${y} C${x + 40} ${y} ${x2 - 40} ${y2} ${x2} ${y2}"/>`;
}
