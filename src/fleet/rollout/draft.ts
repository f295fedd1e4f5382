/** What would be proposed to a repository, from its clone; and the same, written there. */
import {
  applyPlan,
  onlyWriterChanges,
  planChanges,
  planHasChanges,
  refusedChanges,
  sha256,
  type Plan,
  type Run,
} from '../../managed';
import type { FleetProject } from '../../project/fleet-project';
import { meaningOf, type Sentence } from '../meaning';
import { targetOf } from '../targets';

/** A change that has been written into a clone. */
export interface Draft {
  /** The same before and after, the same digest: whatever else happened on the default branch. */
  readonly digest: string;
  readonly meaning: readonly Sentence[];
  readonly files: readonly { readonly path: string; readonly kind: string }[];
  /** What has to be committed: the files, and what the writer keeps of its own. */
  readonly paths: readonly string[];
}

/** A change, nothing at all, or the files that people changed and that need a decision. */
export type Drafted = { readonly draft: Draft | undefined } | { readonly refused: readonly string[] };

/** Writes what the definition says into the clone, by that version of the tool. Throws ManagedFilesError. */
export async function draftChange(project: FleetProject, root: string, run: Run, tool: string): Promise<Drafted> {
  const { files, definition, writer } = await targetOf(project, root, tool);
  const plan = planChanges(root, files, { definition, writer });
  const refused = refusedChanges(plan).map(({ path }) => path);
  if (refused.length > 0) return { refused };
  // Nobody has to look at a pull request that says no more than which version would write the same.
  if (!planHasChanges(plan) || onlyWriterChanges(plan)) return { draft: undefined };
  const meaning = meaningOf(plan);
  const { written, removed } = applyPlan(plan, run);
  const touched = plan.changes.filter(({ effect }) => effect !== 'none' && effect !== 'forget');
  return {
    draft: {
      digest: digestOf(plan),
      meaning,
      files: touched.map(({ path, kind }) => ({ path, kind: kind === 'orphan' ? 'remove' : kind })),
      paths: [...written, ...removed],
    },
  };
}

/** What a repository is to hold by its definition, before anything in its checkout is looked at. */
export function wantedBy(project: FleetProject, tool: string): string {
  const files = project.renderFiles().map(({ path, content, executable }) => [path, content, executable]);
  return sha256(JSON.stringify([tool, files]));
}

function digestOf({ changes, manifest, released }: Plan): string {
  const touched = changes.filter(({ effect }) => effect !== 'none');
  const files = touched.map(({ path, effect, before, after, executable }) => {
    return [path, effect, executable, sha256(before ?? ''), sha256(after ?? '')];
  });
  const state = [manifest, released].map(({ before, after }) => [sha256(before ?? ''), sha256(after)]);
  return sha256(JSON.stringify([files, state])).slice(0, 16);
}
