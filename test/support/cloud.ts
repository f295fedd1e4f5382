/** The cloud that tests deploy to: a simulation of AWS on this machine, with real accounts, real code, and no way out. */
import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const root = resolve(__dirname, '..', '..');
const tools = join(root, '.tools', 'bin');
const program = join(root, 'src', 'rehearse', 'cloud', 'server.py');

/** Long enough for a machine under load, where the first start also compiles the simulation. */
const startSeconds = 120;

/** A running cloud. It is empty at first; all accounts exist, and none sees another. */
export interface Cloud {
  /** Where every service answers. */
  readonly endpoint: string;
  /** The environment of a process that works in one account: fresh credentials, and the tools of this repository first on the path. */
  env(account: string, region: string): Promise<Record<string, string>>;
  /** Sets its time, such as `2026-01-31T20:30:00Z`, from which it goes on. `sam deploy` waits for ever when it is in the past. */
  setTime(now: string): void;
  /** Ends it; everything in it is gone. */
  stop(): Promise<void>;
}

/** Starts a cloud. It also ends by itself when this process does. */
export async function startCloud(): Promise<Cloud> {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-'));
  const ready = join(folder, 'port');
  const clock = join(folder, 'clock');
  const options = ['--ready-file', ready, '--clock-file', clock];
  const server = spawn(join(tools, 'python'), [program, ...options], { stdio: ['pipe', 'ignore', 'pipe'] });
  const complaints: string[] = [];
  server.stderr.on('data', (data: Buffer) => complaints.push(data.toString()));
  const stop = async (): Promise<void> => {
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const endpoint = `http://localhost:${await readPort(server, ready, complaints)}`;
    const env: Cloud['env'] = (account, region) => environment(endpoint, account, region);
    return {
      endpoint,
      env,
      setTime: (now) => {
        write(clock, new Date(now).toISOString().replace(/\..*$/, ''));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nobody may read half of it. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.unfinished`, text);
  renameSync(`${file}.unfinished`, file);
}

async function readPort(server: ChildProcess, ready: string, complaints: string[]): Promise<string> {
  server.once('error', (error) => complaints.push(`${error.message}: run node tools/setup.mjs`));
  const latest = Date.now() + startSeconds * 1000;
  while (!existsSync(ready)) {
    const ended = server.exitCode !== null || server.pid === undefined;
    if (ended || Date.now() > latest) throw new Error(`The simulated cloud did not start:\n${complaints.join('')}`);
    await setTimeout(25);
  }
  return readFileSync(ready, 'utf8').trim();
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

/** Only what tools need is taken from this process: no credentials or settings of the person who runs the tests. */
async function environment(endpoint: string, account: string, region: string): Promise<Record<string, string>> {
  const path = [tools, process.env['PATH'] ?? ''].join(delimiter);
  const { HOME = '', LANG = 'C.UTF-8' } = process.env;
  const aws = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_PAGER: '' };
  const files = {
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const sam = { SAM_CLI_POLL_DELAY: '1', SAM_CLI_TELEMETRY: '0' };
  return { PATH: path, HOME, LANG, ...aws, ...files, ...sam, ...(await assumeRole(endpoint, account)) };
}

/** As a workflow gets its credentials. The simulation issues them to anybody: judging the token is the business of the rehearsal. */
async function assumeRole(endpoint: string, account: string): Promise<Record<string, string>> {
  const role = {
    RoleArn: `arn:aws:iam::${account}:role/rehearsal`,
    RoleSessionName: 'rehearsal',
    WebIdentityToken: 'rehearsal',
  };
  const body = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', ...role });
  const response = await fetch(endpoint, { method: 'POST', body });
  const answer = await response.text();
  const read = (name: string): string => {
    const value = new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1];
    if (value === undefined)
      throw new Error(`No ${name} for account ${account} (status ${response.status}): ${answer}`);
    return value;
  };
  const secrets = { AWS_SECRET_ACCESS_KEY: read('SecretAccessKey'), AWS_SESSION_TOKEN: read('SessionToken') };
  return { AWS_ACCESS_KEY_ID: read('AccessKeyId'), ...secrets };
}
