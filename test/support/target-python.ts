/** Python of the target repositories: what they pin themselves, installed once and kept until a requirement changes. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { succeed } from './packed-package';

const tools = resolve(__dirname, '../../.tools');

/** Folder of the programs of a virtual environment that holds all requirements of a repository. */
export async function pythonOf(repository: string): Promise<string> {
  const files = readdirSync(repository, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^requirements(-dev)?\.txt$/.test(basename(path)))
    .sort()
    .map((path) => join(repository, path));
  const python = join(tools, 'bin/python');
  const version = await succeed(repository, python, '--version');
  const hash = createHash('sha256').update(`${tools}\n${version}`);
  for (const file of files) hash.update(readFileSync(file));
  const venv = join(tools, 'target-venvs', hash.digest('hex').slice(0, 16));
  if (!existsSync(join(venv, 'ready'))) await install(python, venv, files);
  return join(venv, 'bin');
}

async function install(python: string, venv: string, files: readonly string[]): Promise<void> {
  rmSync(venv, { recursive: true, force: true }); // what a killed run left
  await succeed(tools, python, '-m', 'venv', venv);
  const own = dirname(dirname(realpathSync(join(tools, 'bin/uv'))));
  const uv = [join(tools, '../tools/uv.mjs'), own, 'pip', 'install', '--quiet', '--python', join(venv, 'bin/python')];
  const hashed = (file: string): boolean => readFileSync(file, 'utf8').includes('--hash=');
  const install = (...args: string[]): Promise<string> => succeed(tools, process.execPath, ...uv, ...args);
  for (const file of files.filter(hashed)) await install('--require-hashes', '--requirement', file);
  const rest = files.filter((file) => !hashed(file)).flatMap((file) => ['--requirement', file]);
  if (rest.length > 0) await install(...rest);
  writeFileSync(join(venv, 'ready'), '');
}
