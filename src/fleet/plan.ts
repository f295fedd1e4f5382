import { ManagedFilesError, planChanges, planHasChanges, type Plan } from '../managed';
import { meaningOf, type Sentence } from './meaning';
import { JsonOutput } from './plan-json';
import { TextOutput } from './plan-text';
import { EXIT, type ExitCode, type Surroundings } from './surroundings';
import type { Candidate, Candidates } from './targets';
import type { ReadChangelog } from './upgrade';

/** How a plan is shown. */
export interface PlanView {
  readonly json: boolean;
  /** Whether differences are shown line by line. */
  readonly diff: boolean;
  /** Whether only what repositories have in common is shown. */
  readonly summary: boolean;
  /** Do not refuse a repository that a newer version of the tool wrote. */
  readonly allowDowngrade: boolean;
  readonly changelog: ReadChangelog;
}

/** What came of one repository. */
export type Planned =
  | { readonly name: string; readonly plan: Plan; readonly meaning: readonly Sentence[] }
  | { readonly name: string; readonly error: ManagedFilesError };

/**
 * Shows what `apply` would do and what that means, and writes nothing. Exits 2 when it would do something.
 *
 * One repository after another: what was shown is forgotten, but for the sentences.
 */
export async function plan({ count, each }: Candidates, view: PlanView, surroundings: Surroundings): Promise<ExitCode> {
  const output = view.json ? new JsonOutput(view.changelog, surroundings) : new TextOutput(count, view, surroundings);
  let [done, failed, differs] = [0, false, false];
  for (const candidate of each) {
    done += 1;
    surroundings.progress?.(`${done}/${count} ${candidate.name}`);
    const planned = await planOf(candidate, view);
    surroundings.progress?.('');
    output.add(planned);
    failed ||= 'error' in planned;
    differs ||= 'plan' in planned && planHasChanges(planned.plan);
  }
  output.end();
  return failed ? EXIT.failed : differs ? EXIT.differs : EXIT.done;
}

async function planOf({ name, open }: Candidate, { allowDowngrade }: PlanView): Promise<Planned> {
  try {
    const { root, definition, files, writer } = await open();
    const plan = planChanges(root, files, { definition, writer, allowDowngrade });
    return { name, plan, meaning: planHasChanges(plan) ? meaningOf(plan) : [] };
  } catch (error) {
    if (error instanceof ManagedFilesError) return { name, error };
    throw error;
  }
}
