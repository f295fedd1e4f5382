import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headOf } from '../../src/runner/stand-ins';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'head-of-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const settings = ['-c', 'user.name=runner', '-c', 'user.email=runner@localhost', '-c', 'init.defaultBranch=main'];
const git = (...args: readonly string[]): string =>
  execFileSync('git', [...settings, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();

function commit(): string {
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message', 'First');
  return git('rev-parse', 'HEAD');
}

test.each([
  ['of a branch', []],
  ['of a branch with a slash in its name', ['checkout', '--quiet', '-b', 'feature/orders']],
  ['of a commit', ['checkout', '--quiet', '--detach']],
  ['of a branch that is packed', ['pack-refs', '--all']],
])('the commit %s that a folder shows is found', (_, args) => {
  const made = commit();
  if (args.length > 0) git(...args);
  expect(headOf(folder)).toBe(made);
});

test('a repository without a commit shows none, even where a folder above has one', () => {
  commit();
  const inner = join(folder, 'inner');
  mkdirSync(inner);
  expect(headOf(inner)).toBeUndefined();
  execFileSync('git', ['init', '--quiet'], { cwd: inner });
  expect(headOf(inner)).toBeUndefined();
});

test('a HEAD that is no text of Git shows no commit', () => {
  commit();
  execFileSync('bash', ['-c', 'echo nonsense > .git/HEAD'], { cwd: folder });
  expect(headOf(folder)).toBeUndefined();
});
