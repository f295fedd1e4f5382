/** The repository that runs see: files with a history in Git, each commit as a folder. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RenderedFile } from '../../model/rendered-file';

/** One commit that runs can be started on. */
export interface Commit {
  readonly sha: string;
  /** Folder with its files, which nothing changes. */
  readonly root: string;
}

export class Workspace {
  private constructor(
    private readonly home: string,
    private commits: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** An empty repository. `path` is where git is found. */
  static create(path: string): Workspace {
    const workspace = new Workspace(mkdtempSync(join(tmpdir(), 'workspace-')), 0, gitVariables(path));
    mkdirSync(workspace.folder);
    workspace.git('init', '--quiet', '--initial-branch=main', '--template=');
    return workspace;
  }

  /** Another repository with the same history. */
  copy(): Workspace {
    const home = mkdtempSync(join(tmpdir(), 'workspace-'));
    cpSync(this.folder, join(home, 'now'), { recursive: true });
    return new Workspace(home, this.commits, this.env);
  }

  private get folder(): string {
    return join(this.home, 'now');
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Puts files in place, or removes those that are undefined, as one commit. */
  commit(files: Readonly<Record<string, string | undefined>>, generated: readonly RenderedFile[] = []): Commit {
    for (const { path, content, executable } of generated) {
      this.write(path, content);
      chmodSync(join(this.folder, path), executable ? 0o755 : 0o644);
    }
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) rmSync(join(this.folder, path), { recursive: true, force: true });
      else this.write(path, text);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--no-verify', '--message', `Change ${(this.commits += 1)}`);
    // Each checkout copies the history: two files are copied sooner than one for each object.
    this.git('repack', '-a', '-d', '--quiet');
    return this.newest();
  }

  /** The checkout of a person, whose `origin` this is. */
  private get checkout(): string {
    return join(this.home, 'checkout');
  }

  /** What git prints to a person in a checkout of this repository. */
  type(...args: readonly string[]): string {
    if (!existsSync(this.checkout)) this.git('clone', '--quiet', this.folder, this.checkout);
    return this.git('-C', this.checkout, ...args);
  }

  /** A branch that somebody pushed is merged, as by its pull request. `changed` has the paths that it changes. */
  merge(branch: string): Commit & { readonly changed: readonly string[] } {
    this.git('merge', '--quiet', '--no-ff', '--message', `Merge ${branch}`, branch);
    const changed = this.git('diff', '--name-only', '--diff-filter=d', 'HEAD^').trim().split('\n');
    return { ...this.newest(), changed };
  }

  private newest(): Commit {
    const sha = this.git('rev-parse', 'HEAD').trim();
    const root = join(this.home, sha);
    cpSync(this.folder, root, { recursive: true });
    return { sha, root };
  }

  private write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  private git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, env: this.env, encoding: 'utf8', stdio: 'pipe' });
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Nothing of the person who rehearses, and one time for all commits. */
function gitVariables(path: string): Record<string, string> {
  const time = '2026-01-01T00:00:00Z';
  return {
    PATH: path,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...{ GIT_AUTHOR_NAME: 'rehearsal', GIT_AUTHOR_EMAIL: 'rehearsal@localhost', GIT_AUTHOR_DATE: time },
    ...{ GIT_COMMITTER_NAME: 'rehearsal', GIT_COMMITTER_EMAIL: 'rehearsal@localhost', GIT_COMMITTER_DATE: time },
  };
}
