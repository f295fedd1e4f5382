import type { RenderedFile } from '../model/rendered-file';
import type { Change, ChangeKind } from './change';
import { hasHash, isRendering } from './content';
import { insideOf, isUntouched, readSectioned, sectionOf, withSection } from './section-file';
import { trySettingsElsewhere } from './sections';
import type { Standing, Survey } from './survey';

/** What one emitted file is, against what stands in its place and the hash that was recorded when it was last written. */
export function classifyEmitted(file: RenderedFile, survey: Survey, hash: string | undefined): Change {
  const standing = survey.at(file.path);
  if (file.ownership === 'if-missing') return classifyIfMissing(file, survey, standing);
  if (file.ownership === 'section') return classifySection(file, standing);
  if (standing.kind === 'absent') {
    return change(file, standing, 'create', { effect: 'write', note: hash === undefined ? '' : 'was deleted by hand' });
  }
  if (standing.kind === 'blocked') return change(file, standing, 'blocked', { refused: true, note: standing.reason });
  if (isRendering(standing.content, Buffer.from(file.content))) {
    const lostBit = file.executable && !standing.entry.executable;
    return lostBit
      ? change(file, standing, 'update', { effect: 'mode', note: 'lost its x bit' })
      : change(file, standing, 'unchanged', { note: hash === undefined ? 'is taken over as it is' : '' });
  }
  if (hasHash(standing.content, hash)) return change(file, standing, 'update', { effect: 'write' });
  return hash === undefined
    ? change(file, standing, 'foreign', { refused: true, note: 'exists already and was never written by this tool' })
    : change(file, standing, 'edited', { refused: true, note: 'was changed by hand' });
}

/** What a file is that the manifest lists and nothing emits any more. */
export function classifyOrphan(path: string, standing: Standing, hash: string): Change {
  const orphan = { path, content: undefined, executable: false, ownership: 'managed' } as const;
  if (standing.kind === 'absent')
    return change(orphan, standing, 'orphan', { effect: 'forget', note: 'is gone already' });
  // A person put a directory, a link or another spelling there: nothing of ours is left to remove.
  if (standing.kind === 'blocked')
    return change(orphan, standing, 'orphan', { effect: 'forget', note: `left alone: ${standing.reason}` });
  return hasHash(standing.content, hash)
    ? change(orphan, standing, 'orphan', { effect: 'remove', note: 'is no longer emitted' })
    : change(orphan, standing, 'orphan', { refused: true, note: 'is no longer emitted, but was changed by hand' });
}

/** A file that was given back to people; it is not even looked at. */
export function classifyReleased(file: RenderedFile): Change {
  return change(file, { kind: 'absent' }, 'released', { note: 'belongs to people; listed in .projen/released' });
}

function classifyIfMissing(file: RenderedFile, survey: Survey, standing: Standing): Change {
  const elsewhere = trySettingsElsewhere(survey, file.settings);
  if (elsewhere !== undefined) return change(file, standing, 'kept', { note: elsewhere });
  if (standing.kind === 'absent')
    return change(file, standing, 'create', { effect: 'write', note: 'belongs to people once written' });
  if (standing.kind === 'file' || standing.cause === 'target')
    return change(file, standing, 'kept', { note: 'exists and belongs to people' });
  return change(file, standing, 'blocked', { refused: true, note: standing.reason });
}

/** All of the file but the section belongs to people: it is in no manifest, and the section knows its own hash. */
function classifySection(file: RenderedFile, standing: Standing): Change {
  if (standing.kind === 'blocked') return change(file, standing, 'blocked', { refused: true, note: standing.reason });
  if (standing.kind === 'absent')
    return change(file, standing, 'create', { effect: 'write', after: Buffer.from(sectionOf(file.content)) });
  const found = readSectioned(standing.content);
  if (found.kind === 'unusable') return change(file, standing, 'blocked', { refused: true, note: found.reason });
  const after = withSection(found, file.content);
  if (found.kind === 'without')
    return change(file, standing, 'update', { effect: 'write', after, note: 'gets a section at its end' });
  if (found.inside.replaceAll('\r\n', '\n') === insideOf(file.content))
    return change(file, standing, 'unchanged', { after: standing.content });
  return isUntouched(found.inside)
    ? change(file, standing, 'update', { effect: 'write', after, note: 'only its section' })
    : change(file, standing, 'edited', { refused: true, after, note: 'has a section that was changed by hand' });
}

interface Subject {
  readonly path: string;
  readonly content: string | undefined;
  readonly executable: boolean;
  readonly ownership: RenderedFile['ownership'];
}

function change(file: Subject, standing: Standing, kind: ChangeKind, found: Partial<Change>): Change {
  const onDisk = standing.kind === 'file' ? standing : undefined;
  return {
    path: file.path,
    kind,
    effect: 'none',
    refused: false,
    decision: undefined,
    note: '',
    before: onDisk?.content,
    after: file.content === undefined ? undefined : Buffer.from(file.content),
    mode: onDisk?.entry.mode,
    executable: file.executable,
    managed: file.ownership === 'managed',
    section: file.ownership === 'section',
    ...found,
  };
}
