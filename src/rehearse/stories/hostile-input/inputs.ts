/** What people can type into the emitted workflows, read from the files themselves. */
import { parse } from 'yaml';
import type { Stage } from '../../stage/stage';

/** An input of a workflow that is started by hand. */
export interface Typed {
  /** File name of the workflow. */
  readonly workflow: string;
  readonly name: string;
  readonly type: string;
  /** What the other inputs of the workflow say, so that this one is looked at. */
  readonly beside: Readonly<Record<string, string>>;
  /** Jobs that do not check what people type: they would begin beside the one that does, or after it. */
  readonly others: readonly string[];
}

/** All inputs of all workflows that a person can start. */
export function typedInputs({ parts }: Stage): Typed[] {
  return parts.project.renderFiles().flatMap(({ path, content }) => {
    const [, workflow] = /^\.github\/workflows\/(.*)$/.exec(path) ?? [];
    if (workflow === undefined) return [];
    const file: unknown = parse(content);
    const inputs = Object.entries(table(member(member(member(file, 'on'), 'workflow_dispatch'), 'inputs')));
    const jobs = Object.entries(table(member(file, 'jobs')));
    const others = jobs.filter(([, job]) => !JSON.stringify(job).includes('check-inputs')).map(([id]) => id);
    const usual = inputs.map(([name, spec]) => [name, wellMeant(name, spec)] as const);
    return inputs.map(([name, spec]) => {
      const beside = Object.fromEntries(usual.filter(([other]) => other !== name));
      const type = member(spec, 'type');
      return { workflow, name, type: typeof type === 'string' ? type : 'string', beside, others };
    });
  });
}

/** Switches are on: they are what makes other inputs count. */
function wellMeant(name: string, spec: unknown): string {
  const options = member(spec, 'options');
  if (Array.isArray(options)) return String(options[0]);
  if (member(spec, 'type') === 'boolean') return 'true';
  if (name.includes('reason')) return 'callers saw errors since noon';
  return name.includes('ticket') ? 'INC-1234' : '';
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function table(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
