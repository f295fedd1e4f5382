import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { Repository } from './read/repository';

/** A repository on disk, and what of it was read. */
export interface Found {
  /** Folder that findings are relative to. */
  readonly root: string;
  readonly repository: Repository;
  /** How many workflows and actions were read. */
  readonly files: number;
}

const SKIPPED = new Set([
  'node_modules',
  '.git',
  '.terraform',
  'vendor',
  'dist',
  'build',
  '.venv',
  'venv',
  '__pycache__',
  'cdk.out',
  '.aws-sam',
]);
const READ = /\.(ya?ml|sh|tf|tfvars|hcl|json)$/;
const LARGEST = 2_000_000;
const MOST_FILES = 3000;
const DEEPEST = 8;

/**
 * The repositories of a path: itself, the folders in it, a `.github/workflows` folder, or one file. Empty where there
 * is nothing to read. Throws what the file system throws.
 */
export function findRepositories(path: string): Found[] {
  const full = resolve(path);
  if (statSync(full).isFile()) return [readFile(full)];
  if (isRepository(full)) return [readFolder(full)];
  const above = full.split(sep);
  const dot = above.lastIndexOf('.github');
  if (dot > 0 && above[dot + 1] !== 'actions') return [readFolder(above.slice(0, dot).join(sep) || sep, full)];
  const folders = entriesOf(full).filter((entry) => entry.isDirectory() && isRepository(join(full, entry.name)));
  if (folders.length > 0) return folders.map(({ name }) => readFolder(join(full, name)));
  const loose = entriesOf(full)
    .filter(({ name }) => /\.ya?ml$/.test(name))
    .map(({ name }) => name);
  return loose.length === 0 ? [] : [readLoose(full, loose)];
}

function isRepository(folder: string): boolean {
  return statSync(join(folder, '.github'), { throwIfNoEntry: false })?.isDirectory() === true;
}

function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One file: with the repository around it, where there is one, so that what it calls is known; else alone. */
function readFile(file: string): Found {
  const parts = file.split(sep);
  const dot = parts.lastIndexOf('.github');
  if (dot > 0) return readFolder(parts.slice(0, dot).join(sep) || sep, file);
  return readLoose(dirname(file), [basename(file)]);
}

function readLoose(root: string, names: readonly string[]): Found {
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
  const loose = names.filter((name) => !/^action\.ya?ml$/.test(name));
  return { root, repository: new Repository(files, loose), files: names.length };
}

function readFolder(root: string, only?: string): Found {
  const files: Record<string, string> = {};
  collect(root, root, files, 0);
  // Workflows alone, without the code around them, are a sample: what they use may well exist.
  const whole = entriesOf(root).some(({ name }) => name !== '.github');
  const repository = new Repository(files, [], basename(root), whole);
  const scope = only === undefined ? undefined : relative(root, only).split(sep).join('/');
  const sources = [...repository.workflows, ...repository.actions].map(({ source }) => source.path);
  const chosen = sources.filter((path) => scope === undefined || path === scope || path.startsWith(`${scope}/`));
  return { root, repository: scope === undefined ? repository : repository.reportingOnly(scope), files: chosen.length };
}

function collect(root: string, folder: string, files: Record<string, string>, depth: number): void {
  if (depth > DEEPEST) return;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    // A folder with workflows of its own, such as a fixture, is another repository.
    if (entry.isDirectory() && !SKIPPED.has(entry.name) && !isRepository(path)) collect(root, path, files, depth + 1);
    if (!entry.isFile() || !READ.test(entry.name) || Object.keys(files).length > MOST_FILES) continue;
    if (statSync(path).size <= LARGEST) files[relative(root, path).split(sep).join('/')] = readFileSync(path, 'utf8');
  }
}
