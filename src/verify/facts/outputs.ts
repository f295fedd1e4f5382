import { PINS } from '../../github/pins';
import { sourceOf, type Action, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import { at, entriesOf } from '../read/tree';

/** Why a reference to an output can only be empty; undefined where it may be set. */
export function undefinedOutput(
  repository: Repository,
  owner: Job | Action,
  path: readonly string[],
): string | undefined {
  const [context, name = '', part, output = ''] = path;
  if (part !== 'outputs' || output === '' || output === '*' || name === '*') return undefined;
  if (context === 'steps') return stepOutput(repository, owner, name, output);
  return context === 'needs' && owner.kind === 'job' ? jobOutput(repository, owner, name, output) : undefined;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function stepOutput(repository: Repository, owner: Job | Action, id: string, output: string): string | undefined {
  const step = owner.steps.find((each) => each.id !== undefined && same(each.id.text, id));
  if (step === undefined) return `no step of it has the id "${id}"`;
  const outputs = outputsOfStep(repository, step);
  return outputs === undefined || outputs.some((each) => same(each, output))
    ? undefined
    : `step "${id}" sets no output "${output}"`;
}

function jobOutput(repository: Repository, owner: Job, name: string, output: string): string | undefined {
  const job = owner.workflow.jobs.find(({ id }) => same(id, name));
  if (job === undefined) return undefined;
  if (job.calls !== undefined) {
    const called = repository.calledBy(job);
    if (called === undefined) return undefined;
    const declared = entriesOf(at(called.triggers.find(({ key }) => key === 'workflow_call')?.value, 'outputs'));
    return declared.some(({ key }) => same(key, output))
      ? undefined
      : `${called.source.path} declares no output "${output}"`;
  }
  return job.outputs.some(({ key }) => same(key, output)) ? undefined : `job "${name}" declares no output "${output}"`;
}

/** Outputs that a step may set; undefined where any may be. */
export function outputsOfStep(repository: Repository, step: Step): string[] | undefined {
  const action = repository.actionOf(step);
  if (action !== undefined)
    return action.using?.text === 'composite' ? action.outputs.map(({ key }) => key) : undefined;
  if (step.uses !== undefined) return knownOutputs(step.uses.text);
  if (step.run === undefined || /::set-output|setOutput/.test(step.run.text)) return setByCommand(step);
  if (!/^(bash|sh)?$/.test((step.shell ?? '').split(' ')[0] ?? '')) return undefined;
  // The wrapper of setup-terraform makes outputs of what Terraform says.
  const names = step.commands.some(({ text }) => /^(terraform|tofu)\b/.test(text))
    ? ['stdout', 'stderr', 'exitcode']
    : [];
  for (const call of step.commands) {
    const writes = call.redirects.some(({ target }) =>
      target.parts.some((part) => part.kind === 'variable' && part.name === 'GITHUB_OUTPUT'),
    );
    const mentions = /GITHUB_OUTPUT/.test(call.text);
    if (
      call.text.endsWith('.sh') ||
      /^(python3?|node|npx|npm|make|source|\.|eval|go|ruby|bash|sh|\.?\.?\/)/.test(call.text)
    )
      return undefined;
    if (!writes && !mentions) continue;
    const found = writtenNames(
      call.text,
      call.redirects
        .flatMap(({ body }) => body?.parts.flatMap((part) => (part.kind === 'text' ? part.text : '\u0000')) ?? [])
        .join(''),
    );
    if (found === undefined) return undefined;
    names.push(...found);
  }
  // A group or a loop may write for all that is in it: then each echo in the script may be an output.
  return /(\}|\)|done)\s*(\|[^\n]*)?>+\s*"?\$\{?GITHUB_OUTPUT/.test(step.run.text) ||
    /exec\s+>+\s*"?\$/.test(step.run.text)
    ? undefined
    : names;
}

/** Names in `echo name=value`, `printf 'name=%s\n'` and here-documents; undefined where a name is computed. */
function writtenNames(text: string, body: string): string[] | undefined {
  const written = `${text.replace(/^(echo|printf|cat|tee)( -\w+)*/, '')}\n${body}`.trim();
  const names = [...written.matchAll(/(?:^|\n|\\n|\s)([A-Za-z_][\w-]*)(?:=|<<)/g)].map(([, name = '']) => name);
  return names.length === 0 || /(^|\n)\s*\$/.test(written) ? undefined : names;
}

function setByCommand(step: Step): string[] | undefined {
  const found = [...(step.run?.text ?? '').matchAll(/::set-output name=([\w-]+)::/g)].map(([, name = '']) => name);
  return found.length === 0 || /GITHUB_OUTPUT/.test(step.run?.text ?? '') ? undefined : found;
}

/** Outputs of approved actions, which are known by what their `action.yml` says. */
function knownOutputs(uses: string): string[] | undefined {
  const [action, ref] = uses.split('@');
  const pin = PINS.find((each) => each.action === action);
  const row: unknown = pin !== undefined && pin.sha === ref ? Reflect.get(pin, 'outputs') : undefined;
  return Array.isArray(row) && row.length > 0 ? row.map(String) : undefined;
}

export function describeOwner(owner: Job | Action): string {
  return owner.kind === 'job' ? `job "${owner.id}"` : sourceOf(owner).path;
}
