/**
 * Temporary files in memory: each job of each story has a checkout of its own, and a disk takes half of a rehearsal's time
 * to write and remove thousands of small files that nobody will read again.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, removeFolder } from '../../runner/temporary-folder';

/** The environment of this process. */
type Variables = Record<string, string | undefined>;

/** What all stories of a fleet have at once is a small part of it. */
const ROOM = 4 * 1024 ** 3;

/** Linux has one; containers often make it small, or forbid programs in it. */
function hasRoom(place: string): boolean {
  if (!existsSync(place)) return false;
  const { bavail, bsize } = statfsSync(place);
  return bavail * bsize >= ROOM && runsPrograms(place);
}

function runsPrograms(place: string): boolean {
  const folder = mkdtempSync(join(place, 'try-'));
  try {
    writeFileSync(join(folder, 'try'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    return spawnSync(join(folder, 'try')).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * From now on temporary files of this process and its children are in memory, where there is room and nobody chose another
 * place. The result ends that, and removes them.
 */
export function useMemory(env: Variables, place = '/dev/shm'): () => void {
  if (env['TMPDIR'] !== undefined || !hasRoom(place)) return () => undefined;
  const folder = createFolder('rehearsal-', place);
  env['TMPDIR'] = folder;
  return () => {
    delete env['TMPDIR'];
    removeFolder(folder);
  };
}
