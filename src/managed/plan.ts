import { isAbsolute } from 'node:path';
import type { RenderedFile } from '../model/rendered-file';
import type { Change, Plan, PlanOptions } from './change';
import { classifyEmitted, classifyOrphan, classifyReleased } from './classify';
import { sha256 } from './content';
import { decided, decisionsOf } from './decisions';
import { ManagedFilesError } from './failure';
import { findLeftovers } from './leftovers';
import { withoutStrayLineEnds } from './line-ends';
import { readManifest, renderManifest } from './manifest';
import { byPath, checkedFiles, MANIFEST } from './paths';
import { realDisk } from './real-disk';
import { readReleased, renderReleased } from './released';
import { Survey } from './survey';
import { refuseDowngrade, type Writer } from './writer';

/**
 * What writing these files would do to the repository at `root` (absolute). Reads only; git is never called.
 *
 * Throws for unusable paths, an unusable manifest, one that a newer version wrote, and senseless decisions. Files that need a decision are no error here:
 * they are changes with `refused`, so that all of them can be shown at once.
 */
export function planChanges(root: string, files: readonly RenderedFile[], options: PlanOptions): Plan {
  const disk = options.disk ?? realDisk;
  if (!isAbsolute(root))
    throw new ManagedFilesError(`The repository "${root}" is a relative path. Give an absolute one.`);
  const emitted = checkedFiles(files);
  const decisions = decisionsOf(options);
  const survey = new Survey(disk, root);
  const manifest = readManifest(survey);
  if (options.allowDowngrade !== true) refuseDowngrade(manifest.writer, options.writer);
  const released = readReleased(survey);
  const givenBack = (path: string) => released.paths.has(path) && !decisions.accept.has(path);

  const names = new Set(emitted.map(({ path }) => path));
  const orphans = [...manifest.hashes].filter(([path]) => !names.has(path) && !givenBack(path));
  const found = orphans.map(([path, hash]) => classifyOrphan(path, survey.at(path), hash));
  const leaves = ({ path, refused }: Change) => !refused || decisions.accept.has(path);
  const later = new Survey(disk, root, new Set(found.filter(leaves).map(({ path }) => path)));
  const others = emitted.map((file) =>
    givenBack(file.path) ? classifyReleased(file) : classifyEmitted(file, later, manifest.hashes.get(file.path)),
  );
  const changes = withoutStrayLineEnds(decided([...found, ...others].sort(byPath), decisions, released.paths));
  return {
    root,
    files,
    options,
    changes,
    manifest: { before: manifest.content, after: nextManifest(changes, manifest.hashes, options.writer) },
    writtenBy: manifest.writer,
    released: { before: released.content, after: nextReleased(changes, released.paths, released.content) },
    leftovers: findLeftovers(survey, [MANIFEST, ...changes.map(({ path }) => path)]),
  };
}

/** Lists what the tool owns once the plan is applied: nothing given back, nothing that people own, no orphan. */
function nextManifest(
  changes: readonly Change[],
  before: ReadonlyMap<string, string>,
  writer: Writer | undefined,
): string {
  const owned = changes.filter(
    ({ managed, kind, decision }) => managed && kind !== 'released' && decision !== 'release',
  );
  const lines = owned.flatMap(({ path, after, refused }): [string, string][] => {
    const hash = refused ? before.get(path) : after && sha256(after);
    return hash === undefined ? [] : [[path, hash]];
  });
  return renderManifest(new Map(lines), writer);
}

function nextReleased(changes: readonly Change[], before: ReadonlySet<string>, content: Buffer | undefined): string {
  const paths = new Set(before);
  for (const { path, kind, decision } of changes) {
    if (decision === 'release') paths.add(path);
    else if (kind !== 'released') paths.delete(path); // taken back by --accept
  }
  const same = paths.size === before.size && [...paths].every((path) => before.has(path));
  // People may order and comment the file as they like; it is rendered anew only when its paths change.
  return same && paths.size > 0 ? String(content).replaceAll('\r\n', '\n') : renderReleased(paths);
}
