/** Folders for a while: they are gone when they are removed, and at the latest when this process exits. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const open = new Set<string>();

export function createFolder(prefix: string, place = tmpdir()): string {
  const folder = mkdtempSync(join(place, prefix));
  if (open.size === 0) globalThis.process.on('exit', removeAll);
  open.add(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  open.delete(folder);
  if (open.size === 0) globalThis.process.off('exit', removeAll);
}

function removeAll(): void {
  for (const folder of open) removeFolder(folder);
}
