/** The release and the run behind what an environment runs. */
import type { Environment } from '../../model/platform';
import { addAsset, type Release, type WorkflowRun } from '../github';
import type { Stage } from './stage';

/** The release whose version the stack of an environment names. */
export async function releaseOf(stage: Stage, { name }: Environment): Promise<Release> {
  const version = await stage.running(name);
  const found = stage.parts.repository.releases.find(({ tag }) => tag === version);
  if (found === undefined) throw new Error(`There is no release ${version ?? 'at all'}, which should run in ${name}.`);
  return found;
}

/** GitHub's record of the run that deployed what an environment runs. */
export async function runBehind(stage: Stage, { name }: Environment): Promise<WorkflowRun> {
  const id = (await (await stage.account(name)).stackTags(stage.names(name).stack))['run-id'];
  const found = stage.parts.repository.runs.find((run) => String(run.id) === id);
  if (found === undefined)
    throw new Error(`The history has no run ${id ?? ''}, which should have deployed to ${name}.`);
  return found;
}

/** Changes one byte of a file of a release. The result puts the file back. */
export function changeByte(stage: Stage, release: Release, name: string): () => void {
  const original = release.assets;
  const asset = original.find((each) => each.name === name);
  if (asset === undefined) throw new Error(`Release ${release.tag} has no ${name}.`);
  const content = Buffer.from(asset.content);
  const place = Math.floor(content.length / 2);
  content.writeUInt8(content.readUInt8(place) ^ 1, place);
  release.assets = original.filter((each) => each !== asset);
  addAsset(stage.parts.repository, release, name, { content });
  return () => {
    release.assets = original;
  };
}
