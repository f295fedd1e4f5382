/** Artifacts of runs. https://docs.github.com/rest/actions/artifacts */
import { createHash } from 'node:crypto';
import { found, NO_CONTENT, ok, problem, Refusal, type Answer } from './answer';
import { bytesPath } from './bytes';
import { nodeId } from './names';
import { counted } from './pages';
import { timeOf, type Repository } from './repository';
import type { Call, Route } from './route';
import { findRun } from './runs';
import type { Schema } from './schemas';

export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** Run that uploaded it. */
  readonly run: number;
  /** The archive: a zip file. */
  readonly content: Buffer;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface ArtifactOptions {
  readonly name: string;
  readonly run: number;
  readonly content: Buffer;
  /** @default 90 */
  readonly retentionDays?: number;
}

export function addArtifact(repository: Repository, options: ArtifactOptions): Artifact {
  const { name, run, content, retentionDays = 90 } = options;
  const expiresAt = timeOf(new Date(repository.host.now().getTime() + retentionDays * 86_400_000));
  const artifact = { id: repository.nextId(), name, run, content, createdAt: repository.time(), expiresAt };
  repository.artifacts.push(artifact);
  return artifact;
}

function isOver({ host }: Repository, { expiresAt }: Artifact): boolean {
  return Date.parse(expiresAt) <= host.now().getTime();
}

function artifactShape(repository: Repository, artifact: Artifact) {
  const { id, name, content, createdAt, expiresAt } = artifact;
  const url = `${repository.url}/actions/artifacts/${id}`;
  const run = repository.runs.find((known) => known.id === artifact.run);
  return {
    ...{ id, node_id: nodeId('A', id), name, size_in_bytes: content.length, url, archive_download_url: `${url}/zip` },
    ...{ expired: isOver(repository, artifact), created_at: createdAt, updated_at: createdAt, expires_at: expiresAt },
    digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    workflow_run: {
      ...{ id: artifact.run, repository_id: repository.id, head_repository_id: repository.id },
      ...(run !== undefined && { head_branch: run.branch ?? '', head_sha: run.sha }),
    },
  } satisfies Schema<'artifact'>;
}

/** The newest comes first. */
function list({ url, repository }: Call, name: string | undefined, run?: number): Answer {
  const own = repository.artifacts.filter((one) => run === undefined || one.run === run);
  const named = own.filter((one) => name === undefined || one.name === name).reverse();
  return counted(url, 'artifacts', named, (one) => artifactShape(repository, one));
}

function findArtifact(call: Call): Artifact {
  return found(call.repository.artifacts.find(({ id }) => String(id) === call.parameter('artifact_id')));
}

function download(call: Call): Answer {
  const artifact = findArtifact(call);
  if (call.parameter('archive_format') !== 'zip') return problem(404, 'Not Found');
  if (isOver(call.repository, artifact)) throw new Refusal(problem(410, 'Artifact has expired'));
  const path = bytesPath(call.repository, 'artifacts', artifact.id);
  return { status: 302, headers: { location: call.repository.host.signedAddress(path) } };
}

export const artifactRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/actions/artifacts',
    needs: [{ actions: 'read' }],
    answer: (call) => list(call, call.query('name')),
  },
  {
    call: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
    needs: [{ actions: 'read' }],
    answer: (call) => list(call, call.query('name'), findRun(call).id),
  },
  {
    call: 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}',
    needs: [{ actions: 'read' }],
    answer: (call) => ok(artifactShape(call.repository, findArtifact(call))),
  },
  {
    call: 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
    needs: [{ actions: 'read' }],
    closed: true,
    answer: download,
  },
  {
    call: 'DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}',
    needs: [{ actions: 'write' }],
    answer: (call) => {
      const gone = findArtifact(call);
      call.repository.artifacts = call.repository.artifacts.filter((one) => one !== gone);
      return NO_CONTENT;
    },
  },
];
