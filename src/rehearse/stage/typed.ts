/** What people type in a shell about a repository and its accounts, carried out on the stage. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promotions } from '../../model/platform';
import { callsOf } from '../../verify/shell/calls';
import { parseShell } from '../../verify/shell/parse';
import type { Repository } from '../github';
import type { RepositoryStage } from './repository-stage';
import type { Approvals, RunEnd } from './running';
import type { Stage } from './stage';

/** Lines of Markdown that are to be pasted into a shell. */
export function typedIn(markdown: string): string[] {
  return [...markdown.matchAll(/^```bash\n([^]*?)^```/gm)].flatMap(([, text = '']) => text.trim().split('\n'));
}

/** Words of a line as the shell hands them over. */
export function wordsOf(line: string): readonly string[] {
  const [call, ...more] = callsOf(parseShell(line));
  if (call === undefined || more.length > 0) throw new Error(`This is not one command: ${line}`);
  return [call.name, ...call.args];
}

/** `gh workflow run FILE --repo R --ref B -f NAME=VALUE`, as GitHub gets it. */
export function dispatchTyped(
  { parts }: { readonly parts: { readonly repository: Pick<Repository, 'owner' | 'name'> } },
  line: string,
): { readonly workflow: string; readonly ref: string; readonly inputs: Readonly<Record<string, string>> } {
  const [gh, group, verb, workflow = '', ...flags] = wordsOf(line);
  if ([gh, group, verb].join(' ') !== 'gh workflow run') throw new Error(`This starts no workflow: ${line}`);
  const values = (flag: string): string[] => flags.filter((_, i) => flags[i - 1] === flag && i % 2 === 1);
  const { owner, name } = parts.repository;
  if (values('--repo').join() !== `${owner}/${name}`) throw new Error(`This is about another repository: ${line}`);
  const inputs = Object.fromEntries(values('-f').map((field) => pairOf(field)));
  return { workflow, ref: `refs/heads/${values('--ref').join()}`, inputs };
}

/** GitHub starts the workflow, and whoever is asked approves. */
export function startTyped(stage: Stage, line: string): Promise<RunEnd> {
  const { workflow, ref, inputs } = dispatchTyped(stage, line);
  return stage.run(workflow, {
    ref,
    approve: approvalsFor(stage, workflow, inputs['environment']),
    given: workflow.startsWith('deploy-') ? { 'quality-gates': {} } : {},
    ...(Object.keys(inputs).length > 0 && { inputs }),
  });
}

function pairOf(field: string): readonly [string, string] {
  const cut = field.indexOf('=');
  return [field.slice(0, cut), field.slice(cut + 1)];
}

function approvalsFor(stage: Stage, workflow: string, environment: string | undefined): Approvals {
  const { delivery, parts } = stage;
  if (environment !== undefined) return delivery.approvals(stage.environment(environment), 'rollback');
  const step = promotions(parts.project.model.platform).find(
    ({ target }) => workflow === `promote-to-${target.name}.yml`,
  );
  return step === undefined ? {} : delivery.approvals(step.target, `promote-to-${step.target.name}`);
}

/** `aws …` in an account, with the rights of an administrator; or `gh api PATH --jq FILTER`. What it prints. */
export async function askTyped(stage: RepositoryStage, line: string, environment: string): Promise<string> {
  const [program = '', ...args] = wordsOf(line);
  if (program === 'aws') return askCloud(stage, args, environment);
  const [verb, path = '', flag, filter = ''] = args;
  if (program !== 'gh' || verb !== 'api' || flag !== '--jq') throw new Error(`Nobody can type this here: ${line}`);
  const { github } = stage.parts;
  const { owner, name } = stage.parts.repository;
  const token = github.issueToken({
    repository: `${owner}/${name}`,
    permissions: { contents: 'read', actions: 'read', issues: 'read' },
  });
  const response = await fetch(`${github.api}/${path}`, { headers: { Authorization: `Bearer ${token}` } });
  const body = await response.text();
  if (!response.ok) throw new Error(`GitHub answers ${response.status} to ${path}: ${body}`);
  return output('jq', ['--raw-output', filter], { PATH: stage.parts.tools.path }, body);
}

async function askCloud(stage: RepositoryStage, args: readonly string[], environment: string): Promise<string> {
  const { env } = await stage.account(environment);
  const { path, programs } = stage.parts.tools;
  const folder = mkdtempSync(join(tmpdir(), 'typed-'));
  try {
    writeFileSync(join(folder, 'aws'), programs.aws, { mode: 0o755 });
    return await output(join(folder, 'aws'), args, { ...env, PATH: path });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a program prints. Throws with what it complains about when it fails. */
function output(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env });
    const [said, complained] = [new Array<Buffer>(), new Array<Buffer>()];
    child.stdout.on('data', (data: Buffer) => said.push(data));
    child.stderr.on('data', (data: Buffer) => complained.push(data));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(said).toString());
      else
        reject(
          new Error(
            `${[program, ...args].join(' ')} ended with ${String(code)}: ${Buffer.concat(complained).toString()}`,
          ),
        );
    });
    child.stdin.end(input);
  });
}
