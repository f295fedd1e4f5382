/**
 * Temporary files in memory: each job of each story has a checkout of its own, and a disk takes half of a rehearsal's time
 * to write and remove thousands of small files that nobody will read again.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { realDisk } from '../../managed';
import { createFolder, removeFolder } from '../../runner/temporary-folder';

/** The environment of this process. */
type Variables = Record<string, string | undefined>;

/** Before the number of the process that uses it. */
const NAME = 'projen-fleet-';

/** What all stories of a fleet have at once is a small part of it. */
const ROOM = 4 * 1024 ** 3;

/** Linux has one; containers often make it small, or forbid programs in it. */
function hasRoom(place: string): boolean {
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

/** Memory is too dear for what nobody will remove. What belongs to another person is left to them. */
function sweep(place: string): void {
  for (const name of readdirSync(place)) {
    const pid = name.startsWith(NAME) ? Number.parseInt(name.slice(NAME.length), 10) : NaN;
    if (Number.isNaN(pid) || realDisk.isAlive(pid)) continue;
    const { uid } = statSync(join(place, name), { throwIfNoEntry: false }) ?? {};
    if (uid === userInfo().uid) rmSync(join(place, name), { recursive: true, force: true });
  }
}

/**
 * From now on temporary files of this process and its children are in memory, where there is room and nobody chose another
 * place. The result ends that, and removes them. What a killed process has left is removed by the next one.
 */
export function useMemory(env: Variables, place = '/dev/shm'): () => void {
  if (env['TMPDIR'] !== undefined || !existsSync(place)) return () => undefined;
  sweep(place);
  if (!hasRoom(place)) return () => undefined;
  const folder = createFolder(`${NAME}${globalThis.process.pid}-`, place);
  env['TMPDIR'] = folder;
  return () => {
    delete env['TMPDIR'];
    removeFolder(folder);
  };
}
