import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';
import { findingIn, type Finding } from './finding';
import { leftoverFault } from './leftovers';
import { readHead } from './read-file';

/** A folder deeper than this is not looked into. */
const MAX_DEPTH = 20;

/** What lies in a folder that may be read, and what was seen on the way. */
export interface Listing {
  readonly files: string[];
  readonly folders: string[];
  readonly findings: Finding[];
}

/** Lists one folder. Links are followed where they stay below `root`, which is a real path; all others are findings. */
export function listFolder(root: string, path: string): Listing {
  const listing: Listing = { files: [], folders: [], findings: [] };
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = path === '' ? entry.name : `${path}/${entry.name}`;
    const kind = entry.isSymbolicLink() ? kindOfLink(root, place, listing.findings) : kindOf(entry);
    if (kind === 'folder') listing.folders.push(entry.name);
    if (kind !== 'file') continue;
    listing.files.push(entry.name);
    const fault = leftoverFault(entry.name, () => readHead(join(root, place)));
    if (fault) listing.findings.push(findingIn('V13', place, fault));
  }
  return listing;
}

/** What folders below this one hold that should not be there. Links are not followed there. */
export function searchFolder(root: string, path: string, depth = 0): Finding[] {
  if (depth > MAX_DEPTH) return [];
  const { folders, findings } = listFolder(root, path);
  const deeper = folders.filter((name) => name !== '.terraform' && name !== '.git').map((name) => `${path}/${name}`);
  const real = deeper.filter((place) => realpathSync(join(root, place)) === join(root, place));
  return [...findings, ...real.flatMap((place) => searchFolder(root, place, depth + 1))];
}

function kindOf(entry: Dirent): 'file' | 'folder' | undefined {
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : undefined;
}

function kindOfLink(root: string, place: string, findings: Finding[]): 'file' | 'folder' | undefined {
  const fix = 'the file or folder itself';
  try {
    const target = realpathSync(join(root, place));
    if (target.startsWith(`${root}${sep}`)) return statSync(target).isDirectory() ? 'folder' : 'file';
    findings.push(findingIn('V22', place, { message: 'The link leads out of the folder of tenants.', fix }));
  } catch {
    findings.push(findingIn('V22', place, { message: 'The link leads nowhere.', fix }));
  }
  return undefined;
}
