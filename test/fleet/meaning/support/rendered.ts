// The emitted files of a repository, and what an edit of one of them means.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { meaningOfFiles } from '../../../../src/fleet/meaning';

const root = resolve(__dirname, '../../../../repos/rendered');

export const HANDLER = '2_bbws_tenants_event_handler';
export const GITOPS = '2_bbws_tenants_instances_dev';
export const WORDPRESS = '2_bbws_wordpress_site_management_lambda';

const known = new Map<string, ReadonlyMap<string, string>>();

/** Path to text. */
export function rendered(repository: string): ReadonlyMap<string, string> {
  const folder = join(root, repository);
  const files = known.get(repository) ?? new Map(filesBelow(folder).map((path) => [relative(folder, path), readFileSync(path, 'utf8')])); // prettier-ignore
  known.set(repository, files);
  return files;
}

/** Short names for paths: `deploy-dev` is a workflow, `python-setup/` an action, `a.sh` a script, all else a path. */
export function pathOf(name: string): string {
  if (name.endsWith('/')) return `.github/actions/${name}action.yml`;
  if (/^[\w-]+\.sh$/.test(name)) return `.github/scripts/${name}`;
  return /^[\w-]+$/.test(name) ? `.github/workflows/${name}.yml` : name;
}

/** What it means that the files of a repository become these; undefined: the file goes. */
export function meaningOfEdits(repository: string, edits: Readonly<Record<string, string | undefined>>): string[] {
  const files = [...rendered(repository)].map(([path, before]) => {
    return { path, before, after: path in edits ? edits[path] : before };
  });
  const added = Object.entries(edits).filter(([path]) => !rendered(repository).has(path));
  const all = [...files, ...added.map(([path, after]) => ({ path, before: undefined, after }))];
  return meaningOfFiles(all).map(({ level, text }) => `${level}: ${text}`);
}

/** Title, repository, file, what is in it, what becomes of that, and the sentences. */
export type Pair = readonly [string, string, string, string | RegExp, string, readonly string[]];

/** What it means that a text in a file becomes another. It has to be there; the first one is taken. */
export function meaningOfEdit(repository: string, name: string, from: string | RegExp, to: string): string[] {
  const path = pathOf(name);
  const before = rendered(repository).get(path) ?? '';
  const after = typeof from === 'string' ? before.replace(from, () => to) : before.replace(from, to);
  if (after === before) throw new Error(`${repository}/${path} does not hold ${String(from)}.`);
  return meaningOfEdits(repository, { [path]: after });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
