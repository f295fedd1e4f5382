/** What a name stands for. A symbolic link is never followed: it is a `symlink`, wherever it leads. */
export type EntryKind = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'device';

export interface Entry {
  readonly kind: EntryKind;
  /** Permission bits. */
  readonly mode: number;
  /** Whether the owner may execute it; always true where the file system knows no such bit (Windows). */
  readonly executable: boolean;
}

/**
 * Everything that the writer asks of the machine; all paths are absolute.
 *
 * An interface so that tests can fill the disk, take permissions away or kill the run at any single operation.
 * A failing operation throws an error with the `code` of the system, for instance `ENOSPC`.
 */
export interface Disk {
  /** The entry of that name, or nothing. The parent has to be a directory. */
  look(path: string): Entry | undefined;
  /** The bytes of a regular file; throws for anything else, and never waits on a FIFO. */
  read(path: string): Buffer;
  /** Names in a directory, sorted. */
  list(path: string): string[];
  /** Creates one directory. */
  makeDirectory(path: string): void;
  /** Creates a file that must not exist yet, with all its bytes flushed to the device. */
  create(path: string, content: Uint8Array, mode: number): void;
  setMode(path: string, mode: number): void;
  /** Gives a file a second name; throws `EEXIST` when that name is taken. */
  link(existing: string, path: string): void;
  /** Replaces `to` by `from` in one step. */
  rename(from: string, to: string): void;
  /** Removes a file, or a link itself. */
  remove(path: string): void;
  removeDirectory(path: string): void;
  /** Whether a process of this machine is running. */
  isAlive(pid: number): boolean;
  /** Blocks for a while. */
  pause(milliseconds: number): void;
}
