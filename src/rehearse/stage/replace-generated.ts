/** Generated files that are other than they should be. */
import { withManifest } from '../../managed/rendered-manifest';
import type { RenderedFile } from '../../model/rendered-file';
import type { RepositoryStage } from './repository-stage';

/** As if the file had been generated so, and deployed from, all along: manifest and history agree. */
export function replaceGenerated(
  stage: RepositoryStage,
  files: readonly RenderedFile[],
  path: string,
  content: string,
): void {
  const damaged = files.map((file) => (file.path === path ? { ...file, content } : file));
  const changed = withManifest(damaged).filter((file) => file.path === path || file.path === '.projen/managed.sha256');
  const before = stage.head;
  const { sha } = stage.change(Object.fromEntries(changed.map((file) => [file.path, file.content])));
  for (const run of stage.parts.repository.runs) if (run.sha === before) run.sha = sha;
}
