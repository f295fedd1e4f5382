/** The cloud that rehearsals deploy to: a simulation of AWS on this machine, with real accounts, real code, and no way out. */
import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Long enough for a machine under load, where the first start also compiles the simulation. */
const startSeconds = 120;

/** A running cloud. It is empty at first; all accounts exist, and none sees another. */
export interface Cloud {
  /** Where every service answers. */
  readonly endpoint: string;
  /** File that tells its time; see clock.py. `sam deploy` waits for ever when that is in the past. */
  readonly clock: string;
  /** A second cloud that begins with all that this one holds. Nothing may be calling this one meanwhile. */
  copy(): Promise<Cloud>;
  /** Ends it; everything in it is gone. */
  stop(): Promise<void>;
}

/** Starts a cloud with this Python, which must have moto. It also ends by itself when this process does. */
export async function startCloud(python: string): Promise<Cloud> {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-'));
  const ready = join(folder, 'port');
  const clock = join(folder, 'clock');
  const options = ['--ready-file', ready, '--clock-file', clock];
  const server = spawn(python, [join(__dirname, 'server.py'), ...options], { stdio: ['pipe', 'ignore', 'pipe'] });
  const complaints: string[] = [];
  server.stderr.on('data', (data: Buffer) => complaints.push(data.toString()));
  const stop = async (): Promise<void> => {
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  server.once('error', (error) => complaints.push(`${error.message}: run node tools/setup.mjs`));
  const hasEnded = (): boolean => server.exitCode !== null || server.pid === undefined;
  try {
    const [port = ''] = await readReady(ready, hasEnded, complaints);
    return cloudAt({ endpoint: `http://localhost:${port}`, clock, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A cloud that somebody has started, perhaps another process. */
export function cloudAt({ endpoint, clock, stop }: Pick<Cloud, 'endpoint' | 'clock' | 'stop'>): Cloud {
  return {
    endpoint,
    clock,
    copy: () => copyCloud(endpoint, clock),
    stop,
  };
}

/** The server makes a copy of its own process, which listens on a port of its own and ends with it. */
async function copyCloud(endpoint: string, original: string): Promise<Cloud> {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-'));
  const [ready, clock] = [join(folder, 'port'), join(folder, 'clock')];
  if (existsSync(original)) write(clock, readFileSync(original, 'utf8'));
  await fetch(`${endpoint}/rehearsal/copy`, { method: 'POST', body: JSON.stringify({ ready, clock }) });
  const [port = '', pid = ''] = await readReady(ready, () => false, []);
  const stop = (): Promise<void> => {
    try {
      process.kill(Number(pid), 'SIGKILL'); // it holds nothing but memory
    } catch {
      // It has ended with the one that it is a copy of.
    }
    rmSync(folder, { recursive: true, force: true });
    return Promise.resolve();
  };
  return cloudAt({ endpoint: `http://localhost:${port}`, clock, stop });
}

/** Nobody may read half of it. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.unfinished`, text);
  renameSync(`${file}.unfinished`, file);
}

async function readReady(file: string, hasEnded: () => boolean, complaints: string[]): Promise<string[]> {
  for (let waited = 0; !existsSync(file); waited += 25) {
    if (hasEnded() || waited > startSeconds * 1000)
      throw new Error(`The simulated cloud did not start:\n${complaints.join('')}`);
    await setTimeout(25);
  }
  return readFileSync(file, 'utf8').trim().split(/\s+/);
}

/** The server ends when its standard input does. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const ended = new Promise<void>((done) =>
    server.once('exit', () => {
      done();
    }),
  );
  server.stdin?.end();
  await ended;
}
