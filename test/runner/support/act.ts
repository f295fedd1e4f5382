/** Runs a workflow with act, on this machine instead of in a container, and without the network. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { workflowOf, type FidelityCase } from './fidelity-case';

const program = resolve(__dirname, '../../../.tools/bin/act');
const machines = ['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-22.04'].flatMap((label) => ['-P', `${label}=-self-hosted`]);

export interface ActReport {
  readonly succeeded: boolean;
  /** Result by job; act says nothing of jobs that are skipped. */
  readonly jobs: Readonly<Record<string, string>>;
  readonly logs: Readonly<Record<string, string>>;
}

/** `folder` holds the repository in `repository`; act keeps its own files beside it. */
export async function runAct(folder: string, each: FidelityCase): Promise<ActReport> {
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify({ ref: each.ref ?? 'refs/heads/main', ...each.payload }));
  const what = [each.event ?? 'push', '-W', workflowOf(each), '-e', event, '--defaultbranch', 'main'];
  const child = spawn(program, [...what, ...machines, '--action-offline-mode', '--json'], {
    cwd: join(folder, 'repository'),
    env: {
      PATH: process.env['PATH'],
      LANG: 'C.UTF-8',
      HOME: join(folder, 'home'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const parts: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => parts.push(text));
  const code = await new Promise<number | null>((done, refuse) => child.once('error', refuse).once('close', done));
  return { succeeded: code === 0, ...read(parts.join('')) };
}

interface Line {
  readonly job?: string;
  readonly jobResult?: string;
  readonly msg: string;
}

/** Jobs are called `workflow/job`, filled with spaces to the same length. */
function read(output: string): Omit<ActReport, 'succeeded'> {
  const [jobs, logs]: Record<string, string>[] = [{}, {}];
  for (const text of output.split('\n').filter((line) => line.startsWith('{'))) {
    const { job, jobResult, msg }: Line = JSON.parse(text);
    if (job === undefined) continue;
    const name = job.slice(job.indexOf('/') + 1).trim();
    logs![name] = `${logs![name] ?? ''}${msg}\n`;
    if (jobResult !== undefined) jobs![name] = jobResult;
  }
  return { jobs: jobs!, logs: logs! };
}
