/** Runs a script as the runner of GitHub Actions does: as the run line of a step, in a checkout, with the step's variables. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { calledScripts, readScript, type Script } from '../../src/github/script';
import { parseOutputs } from './step-outputs';

const root = resolve(__dirname, '..', '..');
const tools = join(root, '.tools', 'bin');
const layers = ['src/delivery', 'src/lambda', 'src/gitops', 'src/python', 'projenrc'];
const allScripts = layers.flatMap((layer) => {
  const folder = join(root, layer, 'scripts');
  return readdirSync(folder).map((file) => readScript(folder, basename(file, '.sh')));
});
const folders: string[] = [];

// Real tools take seconds on a machine under load.
jest.setTimeout(120_000);

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export interface Step {
  /** Variables of the step. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables of the runner that differ from the usual ones. */
  readonly runner?: Readonly<Record<string, string>>;
  /** Folder that the job runs in. @default - a new one */
  readonly workspace?: string;
  /** What is in it besides the scripts. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** The time that `date` tells: `2026-09-23T01:00:00Z`. @default - the clock */
  readonly now?: string;
  /** Programs that come first on the path, as text of shell scripts. `sleep` never waits unless it is one of them. */
  readonly programs?: Readonly<Record<string, string>>;
  /** The step's `run`. @default - the script */
  readonly run?: string;
  /** Where the step runs, relative to the workspace. @default - the workspace */
  readonly workingDirectory?: string;
}

export interface Outcome {
  readonly code: number;
  /** Standard output and standard error. */
  readonly output: string;
  /** What the step wrote to GITHUB_OUTPUT. */
  readonly outputs: Record<string, string>;
  /** What it wrote to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
}

/** A new folder with these files; removed when the test file is done. */
export function workspaceWith(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  folders.push(folder);
  put(folder, files);
  return folder;
}

/** Writes files; what ends in `.sh`, or is in a folder `bin`, can be executed. */
export function put(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    const program = path.endsWith('.sh') || /(^|\/)bin\//.test(path);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: program ? 0o755 : 0o644 });
  }
}

/** Runs `.github/scripts/<name>.sh`. */
export async function runScript(name: string, step: Step = {}): Promise<Outcome> {
  const workspace = step.workspace ?? workspaceWith();
  copyScripts(join(workspace, '.github', 'scripts'), name);
  put(workspace, step.files ?? {});
  const runner = workspaceWith({ output: '', summary: '', 'run.sh': step.run ?? `.github/scripts/${name}.sh` });
  put(runner, programs(step));
  mkdirSync(join(runner, 'home'));
  mkdirSync(join(runner, 'temp'));
  const env = { ...variables(runner, workspace), ...step.runner, ...step.env };
  const done = await execute(join(runner, 'run.sh'), join(workspace, step.workingDirectory ?? '.'), env);
  return {
    ...done,
    outputs: parseOutputs(readFileSync(join(runner, 'output'), 'utf8')),
    summary: readFileSync(join(runner, 'summary'), 'utf8'),
  };
}

/** A script with those that it calls, or all; what a workspace has already stays. */
function copyScripts(target: string, name: string): void {
  const [script] = scriptsNamed([name]);
  if (script === undefined && existsSync(target)) return;
  for (const { name: file, text } of script === undefined ? allScripts : withCalled(script)) {
    // A checkout keeps the x bit that the writer of managed files gives.
    if (!existsSync(join(target, `${file}.sh`))) put(target, { [`${file}.sh`]: text });
  }
}

function scriptsNamed(names: readonly string[]): Script[] {
  return allScripts.filter(({ name }) => names.includes(name));
}

function withCalled(script: Script): Script[] {
  return [script, ...scriptsNamed(calledScripts(script)).flatMap(withCalled)];
}

/** What the runner sets in every job. */
function variables(runner: string, workspace: string): Record<string, string> {
  return {
    PATH: [join(runner, 'bin'), tools, process.env['PATH'] ?? ''].join(delimiter),
    HOME: join(runner, 'home'),
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'alice',
    // Nobody listens there: a script must be given an API to reach one.
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_OUTPUT: join(runner, 'output'),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_NUMBER: '12',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
    GITHUB_STEP_SUMMARY: join(runner, 'summary'),
    GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/deploy-dev.yml@refs/heads/main',
    GITHUB_WORKSPACE: workspace,
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: join(runner, 'temp'),
  };
}

function programs({ now, programs: given = {} }: Step): Record<string, string> {
  const clock = now === undefined ? {} : { date: fixedDate(Date.parse(now) / 1000) };
  const all = { sleep: '#!/bin/sh\nexit 0\n', ...clock, ...given };
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [`bin/${name}`, text]));
}

/** The real `date` under another name of its kind, with a "now" that stands still. */
function fixedDate(now: number): string {
  return `#!/usr/bin/env bash
set -euo pipefail
real() { PATH=\${PATH#*:} exec date "$@"; }
arguments=() when=''
while [ $# -gt 0 ]; do
  case "$1" in
    --date=*) when=\${1#--date=} ;;
    --date | -d) when=$2; shift ;;
    --reference=* | --file=* | -r | -f) real "\${arguments[@]}" "$@" ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
now() { PATH=\${PATH#*:} date --date=@${now} "+$1"; }
case "$when" in
  '' | now) when=@${now} ;;
  @* | [0-9][0-9][0-9][0-9]-*) ;;
  [0-9]*:[0-9]*) when="$(now %F) $when" ;;
  *) when="$(now '%F %T') $when" ;;
esac
real "\${arguments[@]}" --date="$when"
`;
}

function execute(file: string, cwd: string, env: Record<string, string>): Promise<{ code: number; output: string }> {
  return new Promise((done, failed) => {
    const flags = ['--noprofile', '--norc', '-eo', 'pipefail', file];
    const shell = spawn('/bin/bash', flags, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    shell.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    shell.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    shell.once('error', failed);
    shell.once('close', (code) => {
      done({ code: code ?? 128, output: Buffer.concat(chunks).toString() });
    });
  });
}
