/** `aws` and `sam` that are loaded once for many calls: each is still the real program, in a process of its own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pythonWithMemory } from './quick-pip';

const server = join(__dirname, 'quick_tools.py');

export interface QuickTools {
  /** For the `programs` of a step. */
  readonly programs: { readonly aws: string; readonly sam: string; readonly python: string };
  stop(): Promise<void>;
}

interface Loaded {
  readonly client: string;
  readonly stop: () => Promise<void>;
}

/** Starts them with this Python, which must have both. They also end by themselves when this process does. */
export async function startQuickTools(python: string): Promise<QuickTools> {
  const folder = mkdtempSync(join(tmpdir(), 'tools-'));
  const [aws, sam] = await Promise.all([start(python, 'aws', folder), start(python, 'sam', folder)]);
  const stop = async (): Promise<void> => {
    await Promise.all([aws.stop(), sam.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { programs: { aws: aws.client, sam: sam.client, python: pythonWithMemory(python, folder) }, stop };
}

async function start(python: string, program: string, folder: string): Promise<Loaded> {
  const socket = join(folder, program);
  const child = spawn(python, [server, program, socket], { stdio: ['pipe', 'ignore', 'pipe'] });
  const complaints: string[] = [];
  child.stderr.on('data', (data: Buffer) => complaints.push(data.toString()));
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      done();
    });
  });
  while (!existsSync(socket)) {
    if (child.exitCode !== null) throw new Error(`${program} did not start:\n${complaints.join('')}`);
    await setTimeout(25);
  }
  const stop = (): Promise<void> => {
    child.stdin.end();
    return ended;
  };
  return { client: client(python, socket), stop };
}

/** Short, as it is started thousands of times: the modules socket and json would take as long as all the rest. */
function client(python: string, path: string): string {
  return `#!${python} -IS
import _socket, marshal, os, sys
server = _socket.socket(_socket.AF_UNIX)
server.connect("${path}")
streams = b"".join(stream.to_bytes(4, sys.byteorder) for stream in range(3))
server.sendmsg([b" "], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
call = marshal.dumps((sys.argv, dict(os.environ), os.getcwd()))
server.sendall(len(call).to_bytes(4, "big") + call)
sys.exit(int(server.recv(16) or 70))
`;
}
