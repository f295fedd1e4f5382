import type { Action, Job } from '../read/model';
import type { Repository } from '../read/repository';
import { entriesOf, at, textAt } from '../read/tree';
import { undefinedOutput } from './outputs';
import { isExported } from './variables';

/** Why a reference can only be empty, or is refused; undefined where it may have a value. */
export function missingReference(
  repository: Repository,
  owner: Job | Action,
  path: readonly string[],
): string | undefined {
  const [context, name = ''] = path;
  if (name === '' || name === '*') return undefined;
  const output = undefinedOutput(repository, owner, path);
  if (output !== undefined && needed(owner, path) === undefined) return output;
  switch (context) {
    case 'needs':
      return needed(owner, path);
    case 'steps':
      return owner.steps.some(({ id }) => id?.text.toLowerCase() === name.toLowerCase())
        ? undefined
        : `no step of it has the id "${name}"`;
    case 'inputs':
      return declaresInput(owner, name) ? undefined : `no input "${name}" is declared`;
    case 'github':
      return path[1] === 'event' && path[2] === 'inputs' && path[3] !== undefined && owner.kind === 'job'
        ? dispatched(owner, path[3])
        : undefined;
    case 'env':
      return isExported(repository, owner, name) ? undefined : `no "env" and no step sets "${name}"`;
    case 'matrix':
      return owner.kind === 'job' ? matrix(owner, name) : undefined;
    default:
      return undefined;
  }
}

function needed(owner: Job | Action, [context, name = '']: readonly string[]): string | undefined {
  if (context !== 'needs' || owner.kind !== 'job') return undefined;
  return owner.needs.some(({ text }) => text.toLowerCase() === name.toLowerCase())
    ? undefined
    : `job "${owner.id}" does not need "${name}"`;
}

function declaresInput(owner: Job | Action, name: string): boolean {
  if (owner.kind === 'action') return owner.inputs.some((input) => input.name.toLowerCase() === name.toLowerCase());
  const { workflow } = owner;
  return [...workflow.dispatchInputs, ...workflow.callInputs].some(
    (input) => input.name.toLowerCase() === name.toLowerCase(),
  );
}

function dispatched({ workflow }: Job, name: string): string | undefined {
  if (name === '*' || !workflow.triggers.some(({ key }) => key === 'workflow_dispatch')) return undefined;
  return workflow.dispatchInputs.some((input) => input.name.toLowerCase() === name.toLowerCase())
    ? undefined
    : `no input "${name}" is declared`;
}

function matrix(job: Job, name: string): string | undefined {
  const table = at(job.tree, 'strategy', 'matrix');
  if (table === undefined) return `job "${job.id}" has no matrix`;
  if (table.kind !== 'table' || textAt(table, 'include') !== undefined) return undefined;
  const included = at(table, 'include');
  const names = [
    ...table.entries.map(({ key }) => key),
    ...(included?.kind === 'list' ? included.items.flatMap((item) => entriesOf(item).map(({ key }) => key)) : []),
  ];
  return names.includes(name) ? undefined : `the matrix has no "${name}"`;
}
