import { posix } from 'node:path';
import type { RenderedFile } from '../model/rendered-file';
import { ManagedFilesError } from './failure';

/** Where the tool remembers what it wrote, what it gave back, and who is writing. */
export const STATE_FOLDER = '.projen';
export const MANIFEST = `${STATE_FOLDER}/managed.sha256`;
export const RELEASED = `${STATE_FOLDER}/released`;
export const LOCK = `${STATE_FOLDER}/lock`;
export const BACKUP = `${STATE_FOLDER}/backup`;

const own = [MANIFEST, RELEASED, LOCK, BACKUP];

/** The form of a name under which case-insensitive and normalising file systems (Windows, macOS) look it up. */
export function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** The folders that a path lies in, outermost first: `a/b/c` gives `a`, `a/b`. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
}

/** A path without `./` and doubled slashes; it may still be unusable. */
export function normalised(path: string): string {
  return path === '' ? '' : posix.normalize(path).replace(/^\.$/, '');
}

const faults: readonly (readonly [(path: string) => boolean, string])[] = [
  [(path) => path === '', 'is empty; give a path relative to the repository'],
  // Control characters would also need the escapes of sha256sum, which not every version reads.

  [(path) => /[\u0000-\u001f\u007f]/.test(path), 'holds a control character; use printable characters'],
  [(path) => path.includes('\\'), 'holds a backslash; separate folders by /'],
  [(path) => path.startsWith('/'), 'is absolute; make it relative to the repository'],
  [(path) => path.includes(':'), 'holds a colon, which names a drive or stream on Windows; leave it out'],
  [(path) => path.split('/').includes('..'), 'holds "..": nothing outside the repository is written'],
  [(path) => path.endsWith('/'), 'names a folder; name a file'],
  [
    (path) => path.split('/').some((part) => folded(part).replace(/[. ]+$/, '') === '.git'),
    'lies in .git, which belongs to git',
  ],
  [
    (path) => path.split('/').some((part) => /[. ]$/.test(part) && !/^\.\.?$/.test(part)),
    'has a part that ends with a dot or a space; Windows drops it',
  ],
  [
    (path) => own.some((mine) => folded(path) === mine || folded(path).startsWith(`${mine}/`)),
    `belongs to the writer itself; choose a place outside ${own.join(', ')}`,
  ],
];

/** What is wrong with a path, or nothing. */
export function tryPathFault(path: string): string | undefined {
  return faults.find(([applies]) => applies(path))?.[1];
}

/**
 * The files with normalised paths, sorted by path.
 *
 * Throws one error with every path that cannot be written, and every pair that cannot live side by side on Windows or macOS.
 */
export function checkedFiles(files: readonly RenderedFile[]): RenderedFile[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  const checked = files.map((file) => {
    const raw = tryPathFault(file.path);
    const path = normalised(file.path);
    const fault = raw ?? tryPathFault(path);
    if (fault !== undefined) problems.push(`"${JSON.stringify(file.path).slice(1, -1)}" ${fault}`);
    const twin = seen.get(folded(path));
    if (twin !== undefined)
      problems.push(`"${path}" and "${twin}" are one file where case does not count; emit one of them`);
    seen.set(folded(path), path);
    return { ...file, path };
  });
  for (const { path } of checked) {
    const file = foldersOf(path)
      .map((folder) => seen.get(folded(folder)))
      .find((found) => found !== undefined);
    if (file !== undefined)
      problems.push(`"${path}" needs a folder where "${file}" is emitted as a file; rename one of them`);
  }
  if (problems.length > 0)
    throw new ManagedFilesError(`These paths cannot be written:\n${problems.map((p) => `  ${p}`).join('\n')}`);
  return checked.sort(byPath);
}

/** Order of code units: the same on every machine, whatever its locale. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}
