// What GitHub would say to a line that starts a workflow: the command line itself is not on every machine.
import type { Repository } from '../../src/verify/read/repository';
import { callsOf } from '../../src/verify/shell/calls';
import { parseShell } from '../../src/verify/shell/parse';

/** A `gh workflow run`, taken apart as the shell and then `gh` do. */
export interface DispatchLine {
  readonly workflow: string;
  readonly repository: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Blocks of Markdown that a person pastes into a shell. */
export function shellLines(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```bash\n([^]*?)^```/gm)];
  return blocks.flatMap(([, text = '']) => text.trim().split('\n'));
}

/** Throws for anything but `gh workflow run FILE --repo R --ref B [-f NAME=VALUE]…`. */
export function readDispatch(line: string): DispatchLine {
  const [call, ...more] = callsOf(parseShell(line));
  if (call === undefined || more.length > 0) throw new Error(`Not one command: ${line}`);
  const [group, verb, workflow, ...flags] = call.args;
  if (call.name !== 'gh' || group !== 'workflow' || verb !== 'run' || workflow === undefined)
    throw new Error(`Not "gh workflow run FILE": ${line}`);
  const found: { repository?: string; ref?: string; inputs: Record<string, string> } = { inputs: {} };
  for (let i = 0; i < flags.length; i += 2) {
    const [flag, value = ''] = [flags[i], flags[i + 1]];
    const cut = value.indexOf('=');
    if (flag === '--repo') found.repository = value;
    else if (flag === '--ref') found.ref = value;
    else if (flag === '-f' && cut > 0) found.inputs[value.slice(0, cut)] = value.slice(cut + 1);
    else throw new Error(`gh has no flag ${flag ?? ''} ${value}: ${line}`);
  }
  return { workflow, repository: found.repository ?? '', ref: found.ref ?? '', inputs: found.inputs };
}

/** What GitHub refuses about it, in words; empty where it would start a run. */
export function faultsOf(line: DispatchLine, repository: Repository): string[] {
  const workflow = repository.workflows.find(({ source }) => source.path === `.github/workflows/${line.workflow}`);
  if (workflow === undefined) return [`there is no ${line.workflow}`];
  if (!workflow.triggers.some(({ key }) => key === 'workflow_dispatch')) return [`${line.workflow} is not for people`];
  const declared = new Map(workflow.dispatchInputs.map((input) => [input.name, input]));
  const given = Object.entries(line.inputs).flatMap(([name, value]) => {
    const input = declared.get(name);
    if (input === undefined) return [`${line.workflow} has no input ${name}`];
    if (input.type === 'boolean' && !/^(true|false)$/.test(value)) return [`${name} is no boolean: ${value}`];
    if (input.options.length > 0 && !input.options.includes(value)) return [`${name} may not be ${value}`];
    return input.required && value.trim() === '' ? [`${name} is empty`] : [];
  });
  const missing = workflow.dispatchInputs
    .filter(({ name, required, default: preset }) => required && preset === undefined && !(name in line.inputs))
    .map(({ name }) => `${name} is missing`);
  return [...given, ...missing, ...(line.ref === 'main' ? [] : [`the branch is ${line.ref}`])];
}
