/** Stand for actions/setup-python, actions/setup-node and hashicorp/setup-terraform: what this machine has, and nothing else passes for it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { StandIn } from '../actions';
import { NotModelledError } from '../failure';
import { findProgram } from '../shells';

/** Puts the Python that was asked for first on the path. */
export const setupPython: StandIn = ({ inputs, env, workspace, addPath, setOutput }) => {
  const asked = versionOf(inputs, 'python', workspace);
  const path = env['PATH'] ?? '';
  const names = [`python${asked}`, 'python3', 'python'];
  const files = names.map((name) => findProgram(name, path)).filter((file) => file !== undefined);
  const all = files.map((file) => ({ file, version: pythonVersion(file) }));
  const found = all.find(({ version }) => version !== '' && fits(version, asked));
  if (found === undefined)
    throw new NotModelledError(`Python ${asked}: this machine has it nowhere on ${path.split(delimiter).join(' ')}`);
  addPath(dirname(found.file));
  setOutput('python-version', found.version);
  setOutput('python-path', found.file);
  setOutput('cache-hit', 'false');
};

/** Empty where it is there and does not run, as the shims of version managers. */
function pythonVersion(file: string): string {
  const question = ['-c', 'import platform; print(platform.python_version())'];
  const { status, stdout } = spawnSync(file, question, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}

/** Node is the one that runs this. */
export const setupNode: StandIn = ({ inputs, workspace, addPath, setOutput }) => {
  const asked = versionOf(inputs, 'node', workspace);
  const { version } = process;
  if (!fits(version.slice(1), asked.replace(/^v/, ''))) throw new NotModelledError(`Node ${asked}: this is ${version}`);
  addPath(dirname(process.execPath));
  setOutput('node-version', version);
  setOutput('cache-hit', 'false');
};

/** Terraform is what this machine has, in exactly the version that was asked for. Its wrapper is not modelled. */
export const setupTerraform: StandIn = ({ inputs, env, addPath }) => {
  if (inputs['terraform_wrapper'] !== 'false') throw new NotModelledError('the wrapper of setup-terraform');
  const asked = inputs['terraform_version'] ?? '';
  const path = env['PATH'] ?? '';
  const file = findProgram('terraform', path);
  const found = file === undefined ? '' : terraformVersion(file);
  if (file === undefined || found !== asked)
    throw new NotModelledError(`Terraform ${asked}: this machine has ${found === '' ? 'none' : found} on ${path}`);
  addPath(dirname(file));
};

function terraformVersion(file: string): string {
  const { status, stdout } = spawnSync(file, ['version', '-json'], { encoding: 'utf8' });
  return status === 0 ? (/"terraform_version": *"([^"]+)"/.exec(stdout)?.[1] ?? '') : '';
}

function versionOf(inputs: Readonly<Record<string, string>>, language: string, workspace: string): string {
  const file = inputs[`${language}-version-file`];
  const said = inputs[`${language}-version`] ?? '';
  return said === '' && file !== undefined ? readFileSync(join(workspace, file), 'utf8').trim() : said;
}

/** `3.12`, `3`, `3.x`, `>=3.11`-like ranges are not understood and refused by not fitting. */
function fits(version: string, asked: string): boolean {
  const wanted = asked.replace(/\.x$/, '');
  return wanted === '' || wanted === 'lts/*' || version === wanted || version.startsWith(`${wanted}.`);
}
