/** Roles that a job assumes, as far as the files tell, local actions included. */
import { assumptionOf } from '../../verify/facts/credentials';
import { possibleTexts, type Scope } from '../../verify/facts/values';
import { sourceOf, valueOf, type Job, type Step } from '../../verify/read/model';
import type { Repository } from '../../verify/read/repository';
import type { Text } from '../../verify/read/tree';
import { proofAt } from './expectation';

export interface AssumedRole {
  /** Possible values; one with `${{` is not known. */
  readonly roles: readonly string[];
  readonly regions: readonly string[];
  readonly proof: string;
  /** Script of the repository that says the role, where a step looks it up. */
  readonly table: string | undefined;
}

/** A step as it runs in a job: with what the steps around it give to its action. */
interface Given {
  readonly step: Step;
  /** Replaces `inputs.…` of local actions by what they are given. */
  readonly fill: (text: string) => string;
}

export function assumedRoles(repository: Repository, job: Job): AssumedRole[] {
  const plain = job.steps.map((step) => ({ step, fill: (text: string) => text }));
  return plain.flatMap((each) => rolesIn(repository, job, each, 0));
}

function rolesIn(repository: Repository, job: Job, { step, fill }: Given, depth: number): AssumedRole[] {
  const assumption = assumptionOf(step);
  const scope: Scope = sourceOf(step.owner) === job.workflow.source ? { repository, job, step } : { repository, job };
  const texts = (text: Text | undefined): string[] => (text === undefined ? [] : possibleTexts(fill(text.text), scope));
  if (assumption?.role !== undefined) {
    const { role, region } = assumption;
    const table = tableOf(step, role.text);
    return [{ roles: texts(role), regions: texts(region), proof: proofAt(step.owner, role), table }];
  }
  const action = depth < 4 ? repository.actionOf(step) : undefined;
  if (action === undefined) return [];
  const inner = (text: string): string =>
    text.replaceAll(/\$\{\{\s*inputs\.([\w-]+)\s*\}\}/g, (whole, name: string) => {
      const declared = action.inputs.find((input) => input.name === name)?.default?.text;
      const given = valueOf(step.with, name)?.text ?? declared;
      return given === undefined ? whole : fill(given);
    });
  return action.steps.flatMap((each) => rolesIn(repository, job, { step: each, fill: inner }, depth + 1));
}

/** `${{ steps.table.outputs.role }}` of a step that only runs a script. */
function tableOf({ owner }: Step, role: string): string | undefined {
  const id = /^\$\{\{\s*steps\.([\w-]+)\.outputs\./.exec(role)?.[1];
  const run = owner.steps.find((step) => step.id?.text === id)?.run?.text.trim();
  return id !== undefined && /^[\w./-]+\.sh$/.test(run ?? '') ? run : undefined;
}
