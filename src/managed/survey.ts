import { join } from 'node:path';
import type { Disk, Entry } from './disk';
import { attempt } from './failure';
import { folded } from './paths';

/** What is in the way: the target itself, a folder above it, or a neighbour of nearly the same name. */
type Cause = 'target' | 'folder' | 'neighbour';

/** What stands at a path of the repository, as far as the writer is concerned. */
export type Standing =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly content: Buffer; readonly entry: Entry }
  | { readonly kind: 'blocked'; readonly cause: Cause; readonly isLink: boolean; readonly reason: string };

const ABSENT: Standing = { kind: 'absent' };

/**
 * The repository as it stands, read without following any symbolic link and without opening anything but regular files.
 *
 * Even a link that stays inside the repository is not followed: it may lead into `.git`, or make two paths one file.
 * Names are compared with the listing of their folder, not by lookup: a lookup on a case-insensitive file system finds
 * `README.md` under `readme.md`, and what is removed under one name would be lost under the other.
 */
export class Survey {
  private readonly listings = new Map<string, readonly string[]>();

  constructor(
    private readonly disk: Disk,
    private readonly root: string,
    /** Files that the same run removes before it writes: they stand in nobody's way. */
    private readonly vanishing: ReadonlySet<string> = new Set(),
  ) {}

  at(path: string): Standing {
    const parts = path.split('/');
    for (const [i, name] of parts.entries()) {
      const here = parts.slice(0, i + 1).join('/');
      const folder = parts.slice(0, i).join('/');
      if (!this.names(folder).includes(name)) return this.atOtherSpelling(folder, name);
      const entry = this.look(here);
      if (i === parts.length - 1) return this.atTarget(here, entry);
      if (entry.kind !== 'directory') return this.vanishes(here) ? ABSENT : blockedFolder(here, entry);
    }
    return ABSENT;
  }

  /** Names in a folder, or nothing when the path is no folder or is reached over a link. */
  tryNames(folder: string): readonly string[] | undefined {
    const parts = folder === '' ? [] : folder.split('/');
    for (const [i, name] of parts.entries()) {
      const parent = parts.slice(0, i).join('/');
      if (!this.names(parent).includes(name)) return undefined;
      if (this.look(parts.slice(0, i + 1).join('/')).kind !== 'directory') return undefined;
    }
    return this.names(folder);
  }

  private atOtherSpelling(folder: string, name: string): Standing {
    const twins = this.names(folder).filter((other) => folded(other) === folded(name));
    const paths = twins
      .map((twin) => (folder === '' ? twin : `${folder}/${twin}`))
      .filter((twin) => !this.vanishes(twin));
    if (paths[0] === undefined) return ABSENT;
    const reason = `"${paths[0]}" exists and differs only by case or accents: on Windows and macOS both are one file; rename or remove it`;
    return { kind: 'blocked', cause: 'neighbour', isLink: false, reason };
  }

  private atTarget(path: string, entry: Entry): Standing {
    if (entry.kind === 'file') {
      return { kind: 'file', content: attempt(`read ${path}`, () => this.disk.read(join(this.root, path))), entry };
    }
    if (entry.kind === 'directory' && this.vanishes(path)) return ABSENT;
    const reason = `is ${words[entry.kind]}, not a regular file; move it away`;
    return { kind: 'blocked', cause: 'target', isLink: entry.kind === 'symlink', reason };
  }

  /** Whether nothing will be left at a path once the vanishing files are gone: they, and folders that hold nothing else. */
  private vanishes(path: string): boolean {
    if (this.vanishing.has(path)) return this.look(path).kind === 'file';
    const holdsVanishing = [...this.vanishing].some((file) => file.startsWith(`${path}/`));
    if (!holdsVanishing || this.look(path).kind !== 'directory') return false;
    return this.names(path).every((name) => this.vanishes(`${path}/${name}`));
  }

  private names(folder: string): readonly string[] {
    const known = this.listings.get(folder);
    if (known !== undefined) return known;
    const names = attempt(`list ${folder === '' ? this.root : folder}`, () => this.disk.list(join(this.root, folder)));
    this.listings.set(folder, names);
    return names;
  }

  private look(path: string): Entry {
    return attempt(`look at ${path}`, () => {
      const entry = this.disk.look(join(this.root, path));
      if (entry === undefined) throw new Error('it vanished while it was looked at; run again');
      return entry;
    });
  }
}

const words = {
  file: 'a file',
  directory: 'a directory',
  symlink: 'a symbolic link',
  fifo: 'a FIFO',
  socket: 'a socket',
  device: 'a device',
} as const;

function blockedFolder(folder: string, { kind }: Entry): Standing {
  const shape = `lies below "${folder}", which is ${words[kind]}, not a folder; move "${folder}" away`;
  const symlink = `lies below "${folder}", a symbolic link: none is followed, since it may lead out of the repository; replace it by a folder`;
  const isLink = kind === 'symlink';
  return { kind: 'blocked', cause: 'folder', isLink, reason: isLink ? symlink : shape };
}
