/** Stands for actions/upload-artifact and actions/download-artifact, within one run. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { StandIn } from '../actions';
import { NotModelledError } from '../failure';
import { passesFilter } from '../pattern';
import { createFolder, removeFolder } from '../temporary-folder';

/** Artifacts of all runs; closed, everything is gone. */
export class ArtifactStore {
  private readonly root = createFolder('artifacts-');

  folder(run: string, name: string): string {
    return join(this.root, encodeURIComponent(run), encodeURIComponent(name));
  }

  names(run: string): string[] {
    const folder = join(this.root, encodeURIComponent(run));
    return existsSync(folder) ? readdirSync(folder).map(decodeURIComponent) : [];
  }

  close(): void {
    removeFolder(this.root);
  }
}

export function uploadArtifact(store: ArtifactStore, run: string): StandIn {
  return ({ inputs, workspace, print, setOutput }) => {
    const name = inputs['name'] ?? 'artifact';
    const target = store.folder(run, name);
    if (existsSync(target) && inputs['overwrite'] !== 'true')
      throw new Error(
        `Failed to CreateArtifact: an artifact with the name "${name}" already exists on the workflow run.`,
      );
    rmSync(target, { recursive: true, force: true });
    const found = findFiles(workspace, inputs['path'] ?? '', inputs['include-hidden-files'] === 'true');
    if (found.files.length === 0) {
      missing(inputs['if-no-files-found'] ?? 'warn', inputs['path'] ?? '', print);
      return;
    }
    for (const file of found.files) {
      const to = join(target, relative(found.root, file));
      mkdirSync(dirname(to), { recursive: true });
      cpSync(file, to);
    }
    setOutput('artifact-id', String(store.names(run).length));
  };
}

function missing(how: string, path: string, print: (line: string) => void): void {
  const message = `No files were found with the provided path: ${path}. No artifacts will be uploaded.`;
  if (how === 'error') throw new Error(message);
  if (how === 'warn') print(`##[warning]${message}`);
}

/**
 * Hidden files are left out; the root is the deepest folder that all that is searched has in common.
 * https://github.com/actions/upload-artifact#upload-using-multiple-paths-and-exclusions
 */
function findFiles(workspace: string, text: string, hidden: boolean): { root: string; files: string[] } {
  const lines = text
    .split('\n')
    .map((line) => line.trim().replace(/^(!?)(\.\/)+/, '$1'))
    .filter((line) => line !== '');
  const [only] = lines;
  if (lines.length === 1 && only !== undefined && !/[*?[\]!]/.test(only)) {
    const path = resolve(workspace, only);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { root: workspace, files: [] };
    if (found.isFile()) return { root: dirname(path), files: [path] };
    return { root: path, files: filesBelow(path, hidden) };
  }
  const patterns = lines.flatMap((line) => [line, `${line.replace(/\/$/, '')}/**`]);
  const files = filesBelow(workspace, hidden).filter((file) =>
    passesFilter(patterns, relative(workspace, file).split(sep).join('/')),
  );
  const wanted = lines.filter((line) => !line.startsWith('!')).map((line) => (line.split(/[*?[]/)[0] ?? '').split('/'));
  // Of a pattern, what stands before the first wildcard is a folder.
  const searched = wanted.map((parts) => (existsSync(join(workspace, ...parts)) ? parts : parts.slice(0, -1)));
  const root = join(workspace, ...searched.reduce(commonStart, searched[0] ?? []));
  return { root: statSync(root, { throwIfNoEntry: false })?.isFile() === true ? dirname(root) : root, files };
}

function commonStart(a: readonly string[], b: readonly string[]): string[] {
  const end = a.findIndex((part, i) => part !== b[i]);
  return a.slice(0, end === -1 ? a.length : end);
}

function filesBelow(folder: string, hidden: boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!hidden && entry.name.startsWith('.')) return [];
    return entry.isDirectory() ? filesBelow(path, hidden) : [path];
  });
}

export function downloadArtifact(store: ArtifactStore, run: string): StandIn {
  return ({ inputs, workspace, setOutput }) => {
    for (const input of ['run-id', 'repository', 'artifact-ids'])
      if ((inputs[input] ?? '') !== '') throw new NotModelledError(`download-artifact with "${input}"`);
    const target = resolve(workspace, inputs['path'] ?? '.');
    const name = inputs['name'] ?? '';
    const names = name === '' ? store.names(run) : [name];
    const wanted = names.filter(
      (each) => (inputs['pattern'] ?? '') === '' || passesFilter([inputs['pattern'] ?? ''], each),
    );
    for (const each of wanted) {
      const folder = store.folder(run, each);
      if (!existsSync(folder)) throw new Error(`Unable to download artifact(s): Artifact not found for name: ${each}`);
      const to = name === '' && inputs['merge-multiple'] !== 'true' ? join(target, basename(each)) : target;
      mkdirSync(to, { recursive: true });
      cpSync(folder, to, { recursive: true });
    }
    setOutput('download-path', target);
  };
}
