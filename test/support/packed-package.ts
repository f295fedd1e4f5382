/** The package as people get it: compiled and packed in a folder of its own, and installed by npm. */
import { execFile, type ExecFileException } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

export interface Ended {
  readonly code: number;
  /** Standard output and standard error. */
  readonly output: string;
}

/** Children must not think that they are a test: projen then works in a folder of its own. */
function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: undefined,
    NO_COLOR: '1',
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
  };
}

/** Runs a program to its end; only one that cannot be started throws. */
export function execute(cwd: string, program: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((done, failed) => {
    const options = { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 };
    execFile(program, args, options, (error: ExecFileException | null, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') failed(new Error(`${program}: ${error.message}`));
      else done({ code: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}

/** The same where anything but exit code 0 means that the test cannot go on. */
export async function succeed(cwd: string, program: string, ...args: readonly string[]): Promise<string> {
  const { code, output } = await execute(cwd, program, ...args);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} exits ${code}:\n${output}`);
  return output;
}

export function binary(folder: string, name: string): string {
  return join(folder, 'node_modules/.bin', name);
}

export interface PackedPackage {
  /** Temporary folder for everything; whoever asked removes it. */
  readonly folder: string;
  readonly tarball: string;
  /** A folder into which the tarball is installed. */
  readonly tool: string;
}

/** Builds aside, since `lib/` may be in use; npm compiles only what is not compiled of these very sources. */
export async function packPackage(): Promise<PackedPackage> {
  const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'packed-')));
  const source = join(folder, 'source');
  const texts = ['LICENSE', 'README.md', 'CHANGELOG.md'];
  const parts = ['package.json', 'package-lock.json', 'tsconfig.json', ...texts, 'src', 'tools', 'lib'];
  for (const path of parts.filter((each) => fs.existsSync(join(root, each))))
    fs.cpSync(join(root, path), join(source, path), { recursive: true });
  const notRendered = (path: string): boolean => relative(root, path) !== 'repos/rendered';
  fs.cpSync(join(root, 'repos'), join(source, 'repos'), { recursive: true, filter: notRendered });
  fs.symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'));
  await succeed(source, 'npm', 'pack', '--silent', '--pack-destination', folder);
  const tarball = join(folder, fs.readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  const tool = join(folder, 'tool');
  write(tool, 'package.json', '{ "private": true }\n');
  await succeed(tool, 'npm', 'install', '--no-fund', '--install-links', tarball);
  return { folder, tarball, tool };
}

export function write(folder: string, path: string, text: string): void {
  fs.mkdirSync(dirname(join(folder, path)), { recursive: true });
  fs.writeFileSync(join(folder, path), text);
}

/** Bytes, as latin1, and x bit of every file below a folder except `node_modules`. */
export function filesOf(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (!entry.isFile() || /(^|\/)(node_modules|__pycache__)\//.test(name)) continue;
    const executable = (fs.statSync(path).mode & 0o100) !== 0;
    files[name] = `${executable ? 'x ' : ''}${fs.readFileSync(path, 'latin1')}`;
  }
  return files;
}
