/** How a version travels, as a diagram that GitHub draws. */
import type { Platform } from '../../model/platform';
import type { Pipeline } from './pipeline';

/** Mermaid: what starts each workflow, what calls what, and which environments are changed. */
export function flowDiagram(pipelines: readonly Pipeline[], { environments }: Platform): string[] {
  const ids = new Map(pipelines.map(({ file }, i) => [file, `w${i + 1}`]));
  const starts = [...new Set(pipelines.flatMap(startsOf))];
  const changed = environments.filter(({ name }) => pipelines.some((each) => each.environments.includes(name)));
  const nodes = [
    ...starts.map((start, i) => `s${i + 1}([${quoted(start)}])`),
    ...pipelines.map(({ file, name }) => `${ids.get(file) ?? ''}[${quoted(name)}]`),
    ...changed.map(({ name, account }) => `e_${name}[(${quoted(`${name.toUpperCase()} ${account}`)})]`),
  ];
  const edges = pipelines.flatMap((pipeline) => {
    const id = ids.get(pipeline.file) ?? '';
    return [
      ...startsOf(pipeline).map((start) => `s${starts.indexOf(start) + 1} --> ${id}`),
      ...pipeline.calledBy.map((caller) => `${ids.get(caller) ?? ''} -.->|calls| ${id}`),
      ...pipeline.environments.map((name) => `${id} ==>${labelOf(pipeline, name)} e_${name}`),
    ];
  });
  return ['```mermaid', 'flowchart LR', ...[...nodes, ...edges].map((line) => `  ${line}`), '```'];
}

function startsOf({ runs }: Pipeline): string[] {
  return runs.filter((run) => !run.startsWith('called by')).map((run) => run.replace(/ that changes .*/, ''));
}

/** Whether people are asked before an environment is changed, and whether the change destroys. */
function labelOf({ approvals, generated, purpose }: Pipeline, environment: string): string {
  const own = generated ? approvals.filter((text) => text.startsWith(`${environment.toUpperCase()}:`)) : approvals;
  const asked = own.some((text) => !/nobody|not binding|no reviewers/.test(text)) && own.length > 0;
  const words = [...(purpose === 'destroy' ? ['destroys'] : []), ...(asked ? ['after approval'] : [])];
  return words.length === 0 ? '' : `|${words.join(' ')}|`;
}

/** Marks of Mermaid's own are written as entities. */
function quoted(text: string): string {
  return `"${text.replaceAll('`', '').replaceAll('&', '#amp;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;')}"`;
}
