import { orderJob } from './key-order';
import { renderYaml } from './render-yaml';
import type { Workflow, Yaml } from './workflow';

/** Text of a workflow file. `marker` is its first line and says where it comes from. */
export function renderWorkflow(workflow: Workflow, marker: string): string {
  const { about, jobs, name, on } = workflow;
  const body: Yaml = {
    name,
    'run-name': workflow['run-name'],
    on,
    '#permissions': 'Nothing by default; each job takes what it needs.',
    permissions: {},
    defaults: usesBash(jobs) ? { run: { shell: 'bash' } } : undefined,
    '#concurrency': workflow['#concurrency'],
    concurrency: workflow.concurrency,
    jobs: Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, orderJob(job)])),
  };
  const text = spaced(renderYaml(body, [marker, ...about]));
  if (workflow.overlaps === undefined) return text;
  return text.replace(/^on:$/m, `on: # zizmor: ignore[concurrency-limits] ${workflow.overlaps}`);
}

/** Only a job with steps of its own has a shell. */
function usesBash(jobs: Workflow['jobs']): boolean {
  return Object.values(jobs).some((job) => 'steps' in job);
}

/** An empty line before each top-level key and each job; none anywhere else. */
function spaced(yaml: string): string {
  const lines = yaml.split('\n');
  const jobs = lines.indexOf('jobs:');
  const out: string[] = [];
  for (const [i, line] of lines.entries()) {
    const opens = /^\S/.test(line) || (i > jobs + 1 && /^ {2}\S/.test(line));
    const previous = lines[i - 1] ?? '';
    const above = previous === '' || (/^\s*#/.test(previous) && indent(previous) === indent(line));
    const first = previous === 'jobs:' || i === 0;
    if (opens && !above && !first && !line.startsWith('run-name')) out.push('');
    out.push(line);
  }
  return out.join('\n');
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}
