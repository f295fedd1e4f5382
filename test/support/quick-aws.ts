/** An `aws` that is loaded once for many calls; each call is still the real program, in a process of its own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const python = resolve(__dirname, '..', '..', '.tools', 'bin', 'python');

export interface QuickAws {
  /** For the `programs` of a step. */
  readonly programs: { readonly aws: string };
  stop(): Promise<void>;
}

/** Starts it. It also ends by itself when this process does. */
export async function startQuickAws(): Promise<QuickAws> {
  const folder = mkdtempSync(join(tmpdir(), 'aws-'));
  const socket = join(folder, 'socket');
  const server = spawn(python, [join(__dirname, 'quick_aws.py'), socket], { stdio: ['pipe', 'ignore', 'pipe'] });
  const complaints: string[] = [];
  server.stderr.on('data', (data: Buffer) => complaints.push(data.toString()));
  const ended = new Promise<void>((done) =>
    server.once('exit', () => {
      done();
    }),
  );
  while (!existsSync(socket)) {
    if (server.exitCode !== null) throw new Error(`aws did not start:\n${complaints.join('')}`);
    await setTimeout(25);
  }
  const stop = async (): Promise<void> => {
    server.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { programs: { aws: client(socket) }, stop };
}

function client(path: string): string {
  return `#!${python} -IS
import json, os, socket, sys
server = socket.socket(socket.AF_UNIX)
server.connect("${path}")
call = {"argv": sys.argv, "env": dict(os.environ), "cwd": os.getcwd()}
socket.send_fds(server, [b" "], [0, 1, 2])
server.sendall(json.dumps(call).encode() + b"\\n")
sys.exit(int(server.recv(16) or 70))
`;
}
