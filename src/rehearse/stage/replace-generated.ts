/** Generated files that are other than they should be. */
import { MANIFEST } from '../../managed/paths';
import { withManifest } from '../../managed/rendered-manifest';
import type { RepositoryStage } from './repository-stage';

/**
 * As if the file had been generated so, and deployed from, all along: manifest and history agree. What was replaced before
 * stays as it is, in the manifest, too: else that would be noticed instead of this.
 */
export function replaceGenerated(stage: RepositoryStage, path: string, content: string): void {
  const { project, workspace, repository } = stage.parts;
  const managed = project.renderFiles().filter(({ ownership }) => ownership === 'managed');
  const texts = managed.map((file) => ({
    ...file,
    content: file.path === path ? content : workspace.read(file.path),
  }));
  const changed = withManifest(texts).filter((file) => file.path === path || file.path === MANIFEST);
  const before = stage.head;
  const { sha } = stage.change(Object.fromEntries(changed.map((file) => [file.path, file.content])));
  for (const run of repository.runs) if (run.sha === before) run.sha = sha;
}
