/** A real git repository for scripts that read history. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { put, workspaceWith } from './run-script';

const person = { name: 'Test', email: 'test@example.org', date: '2026-01-01T00:00:00Z' };
const author = { GIT_AUTHOR_NAME: person.name, GIT_AUTHOR_EMAIL: person.email, GIT_AUTHOR_DATE: person.date };
const committer = {
  GIT_COMMITTER_NAME: person.name,
  GIT_COMMITTER_EMAIL: person.email,
  GIT_COMMITTER_DATE: person.date,
};
const quiet = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', PATH: process.env['PATH'] ?? '' };

export class GitRepository {
  readonly folder = workspaceWith();

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...command: string[]): string {
    const env = { ...quiet, ...author, ...committer, HOME: this.folder };
    return execFileSync('git', command, { cwd: this.folder, env, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  /** Writes, removes (`null`) and commits; gives the commit. The scripts of the workflow are never part of it. */
  commit(files: Readonly<Record<string, string | null>>): string {
    for (const [path, text] of Object.entries(files)) {
      if (text === null) rmSync(join(this.folder, path));
      else put(this.folder, { [path]: text });
    }
    this.git('add', '--all', '--', '.', ':!.github/scripts');
    this.git('commit', '--quiet', '--allow-empty', '--message=change');
    return this.git('rev-parse', 'HEAD');
  }
}
