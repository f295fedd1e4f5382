/** Starts a workflow of a folder by settings alone: no services around it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Event } from './event';
import { SettingsHost } from './host';
import { runWorkflows, type RunReport, type RunRequest } from './run-workflows';
import type { Settings } from './settings';
import { ArtifactStore, headOf, standInsFor } from './stand-ins';
import { toTable } from './value';

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
    standInsFor({ root, repository, ref: event.ref, sha: event.sha, also: headsOf(event) }, run.id, artifacts),
  );
  try {
    return await runWorkflows(withCommit(requests, root), { root, settings, host, system, limitMinutes }, now);
  } finally {
    artifacts.close();
  }
}

/** Names of the head of a pull request: the folder shows it merged. */
function headsOf({ headRef, payload }: Event): string[] {
  const { sha } = toTable(toTable(payload['pull_request'])['head']);
  return [headRef, `refs/heads/${headRef}`, ...(typeof sha === 'string' ? [sha] : [])];
}

/** A folder that is a Git repository shows its own commit, unless the event names another one. */
function withCommit(requests: readonly RunRequest[], root: string): RunRequest[] {
  const sha = headOf(root);
  const knows = ({ payload, sha }: RunRequest): boolean =>
    sha !== undefined || typeof toTable(payload)['after'] === 'string';
  return requests.map((request) => (sha === undefined || knows(request) ? request : { ...request, sha }));
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
