/** A workflow file as GitHub's parser understands it, with what that parser leaves out: permissions, defaults, timeouts. */
import {
  convertWorkflowTemplate,
  FeatureFlags,
  MappingToken,
  NoOperationTraceWriter,
  parseWorkflow,
  type EventsConfig,
  type WorkflowJob,
} from '#github-language';
import { parseDocument } from 'yaml';
import { checkFile } from './file-rules';
import { child, items, plainText, type Token } from './token';

export interface Job {
  readonly id: string;
  /** What people see when no expression can be evaluated. */
  readonly label: string;
  readonly needs: readonly string[];
  /** Condition, which always asks for the standing of earlier jobs. */
  readonly if: string;
  /** The job as it stands in the file. */
  readonly token: Token;
  /** Conditions of its steps, in their order. */
  readonly steps: readonly Step[];
}

export interface Step {
  readonly id: string;
  readonly if: string;
  readonly token: Token;
}

export interface WorkflowFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly name: string;
  readonly events: EventsConfig;
  readonly token: Token;
  readonly jobs: readonly Job[];
}

export type Loaded = { readonly file: WorkflowFile } | { readonly errors: readonly string[] };

const FLAGS = new FeatureFlags({ all: true });

/** Parses and checks one file. What it calls is checked by `called-workflows.ts`. */
export async function readWorkflow(path: string, content: string): Promise<Loaded> {
  const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
  const template = value && (await convertWorkflowTemplate(context, value, undefined, { featureFlags: FLAGS }));
  const found = context.errors.getErrors().map(({ message }) => message);
  if (value === undefined || template === undefined || found.length > 0)
    return { errors: found.length > 0 ? found : [`${path}: the file is empty.`] };
  const document = parseDocument(content);
  const tags = document.warnings
    .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
    .map(({ message }) => `${path}: ${message}`);
  if (tags.length > 0) return { errors: tags }; // GitHub knows no tags, so `if: !cancelled()` without quotes is none
  const problems = checkFile(value, template.events).map((problem) => `${path} ${problem}`);
  if (problems.length > 0) return { errors: problems };
  const jobs = template.jobs.map((job) => {
    const name = document.getIn(['jobs', job.id.value, 'name']);
    return toJob(job, child(value, 'jobs', job.id.value), typeof name === 'string' ? name : undefined);
  });
  return { file: { path, name: plainText(child(value, 'name')) ?? path, events: template.events, token: value, jobs } };
}

function toJob(job: WorkflowJob, token: Token | undefined, name: string | undefined): Job {
  if (!(token instanceof MappingToken)) throw new Error(`Job ${job.id.value} is no mapping.`);
  const label = (name ?? plainText(child(token, 'name'))) || job.id.value;
  const conditions = job.type === 'job' ? job.steps : [];
  const steps = items(child(token, 'steps')).map((step, i) => toStep(step, conditions[i]));
  return { id: job.id.value, label, needs: needsOf(token), if: job.if.expression, token, steps };
}

function needsOf(token: Token): string[] {
  const needs = child(token, 'needs');
  const list = needs?.isScalar === true ? [needs] : items(needs);
  return list.map((item) => plainText(item) ?? '');
}

type Converted = Extract<WorkflowJob, { type: 'job' }>['steps'][number];

export function toStep(token: Token, converted: Converted | undefined): Step {
  const condition = converted !== undefined && 'if' in converted ? converted.if?.expression : undefined;
  return { id: converted?.id ?? '', if: condition ?? 'success()', token };
}
