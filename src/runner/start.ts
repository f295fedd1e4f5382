/** Starts a workflow of a folder by settings alone: no services around it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { SettingsHost } from './host';
import { runWorkflows, type RunReport, type RunRequest } from './run-workflows';
import type { Settings } from './settings';
import { ArtifactStore, standInsFor } from './stand-ins';

export interface Start {
  /** Folder of the repository. */
  readonly root: string;
  readonly settings: Settings;
  readonly requests: readonly RunRequest[];
  /** Variables of the machine: at least a path. */
  readonly system: Readonly<Record<string, string>>;
  readonly limitMinutes: number;
  /** Milliseconds. */
  readonly now: () => number;
}

export async function startWorkflows({
  root,
  settings,
  requests,
  system,
  limitMinutes,
  now,
}: Start): Promise<Map<string, RunReport>> {
  const artifacts = new ArtifactStore();
  const host = new SettingsHost(settings, ({ event, run, repository, root }) =>
    standInsFor({ root, repository, ref: event.ref, sha: event.sha }, run.id, artifacts),
  );
  try {
    return await runWorkflows(requests, { root, settings, host, system, limitMinutes }, now);
  } finally {
    artifacts.close();
  }
}

/** Path of a workflow within its repository, given as a file name, a path in the repository, or a path of this machine. */
export function workflowPath(root: string, given: string, cwd: string): string {
  const candidates = [join(root, given), join(root, '.github/workflows', given), resolve(cwd, given)];
  const found = candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
  if (found !== undefined) return relative(root, found).split(sep).join('/');
  const folder = join(root, '.github/workflows');
  const known = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  throw new Error(`${root} has no workflow ${given}. It has ${known.join(', ') || 'none in .github/workflows'}.`);
}
