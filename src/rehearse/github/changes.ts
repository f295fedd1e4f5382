/** What differs between two trees, file by file, as git would tell it. */
import { createHash } from 'node:crypto';
import { structuredPatch } from 'diff';
import type { Tree } from './commits';

export interface FileChange {
  readonly path: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly previous?: string;
  readonly additions: number;
  readonly deletions: number;
  /** Undefined for a file that is not text. */
  readonly patch: string | undefined;
  readonly blob: string;
}

/** The digest that git gives to content. */
export function blobSha(content: string | Buffer): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** In the order of their paths; a file that moved unchanged is renamed. */
export function changedFiles(before: Tree, after: Tree): FileChange[] {
  const gone = Object.keys(before).filter((path) => after[path] === undefined);
  const moved = new Map<string, string>();
  for (const [path, content] of Object.entries(after)) {
    if (before[path] !== undefined) continue;
    const free = gone.filter((old) => ![...moved.values()].includes(old));
    const from = free.find((old) => blobSha(before[old] ?? '') === blobSha(content));
    if (from !== undefined) moved.set(path, from);
  }
  const sources = new Set(moved.values());
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((path) => !sources.has(path))
    .filter((path) => !same(before[path], after[path]))
    .map((path) => change(path, moved.get(path), before, after));
}

function same(one: string | Buffer | undefined, other: string | Buffer | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Buffer.from(one).equals(Buffer.from(other));
}

function change(path: string, previous: string | undefined, before: Tree, after: Tree): FileChange {
  const [old, now] = [before[path], after[path]];
  const blob = blobSha(now ?? old ?? '');
  if (previous !== undefined)
    return { path, status: 'renamed', previous, additions: 0, deletions: 0, patch: undefined, blob };
  const status = old === undefined ? 'added' : now === undefined ? 'removed' : 'modified';
  if ([old, now].some((content) => content !== undefined && Buffer.from(content).includes(0)))
    return { path, status, additions: 0, deletions: 0, patch: undefined, blob };
  const { hunks } = structuredPatch(path, path, String(old ?? ''), String(now ?? ''), '', '', { context: 3 });
  const lines = hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    ...hunk.lines,
  ]);
  const count = (sign: string): number => hunks.flatMap((hunk) => hunk.lines).filter((line) => line[0] === sign).length;
  return { path, status, additions: count('+'), deletions: count('-'), patch: lines.join('\n'), blob };
}
