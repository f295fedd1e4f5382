/** The script that ends what a runner started, by itself: what it is told, and whom it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';

const script = join(resolve(__dirname, '../../src/runner'), 'guardian.sh');
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A program that runs for a minute, in a group of its own. */
function sleeper(trackingId = 'none'): ChildProcess & { readonly pid: number } {
  const env = { PATH: process.env['PATH'], RUNNER_TRACKING_ID: trackingId };
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env });
  started.push(child);
  if (child.pid === undefined) throw new Error('sleep did not start.');
  return Object.assign(child, { pid: child.pid });
}

/** Runs the guardian; its exit code when the input has ended. */
async function guardian(lines: readonly string[]): Promise<{ code: number | null; errors: string }> {
  const child = spawn('bash', [script], { stdio: ['pipe', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, errors };
}

function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done(child.signalCode);
    else
      child.once('exit', (_, signal) => {
        done(signal);
      });
  });
}

const silent = { code: 0, errors: '' };

test('a group that began and did not end is killed; one that ended is left alone', async () => {
  const [mine, other] = [sleeper(), sleeper()];
  const lines = [`+ ${mine.pid}`, `+ ${other.pid}`, `- ${other.pid}`];
  expect(await guardian(lines)).toEqual(silent);
  expect(await ended(mine)).toBe('SIGKILL');
  expect(other.signalCode).toBeNull();
});

test('a program of a job is found in whatever group it is; one of another job is left alone', async () => {
  const [mine, other, longer] = [sleeper('github_one'), sleeper('github_two'), sleeper('github_one_more')];
  const first = sleeper('github_one');
  expect(await guardian(['= github_one', `+ ${first.pid}`, `- ${first.pid}`])).toEqual(silent);
  expect([await ended(mine), await ended(first)]).toEqual(['SIGKILL', 'SIGKILL']);
  expect([other.signalCode, longer.signalCode]).toEqual([null, null]);
});

test('with nothing to end it ends', async () => {
  const other = sleeper('');
  expect(await guardian([])).toEqual(silent);
  expect(other.signalCode).toBeNull();
});

test('a group that has ended by itself is no error', async () => {
  const gone = sleeper();
  gone.kill('SIGKILL');
  await ended(gone);
  expect(await guardian(['= github_gone', `+ ${gone.pid}`])).toEqual(silent);
});
