import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import type { PlanOptions } from '../../../src/managed';
import type { RenderedFile } from '../../../src/model/rendered-file';
import { newFolder, options, run } from './tree';

/** What the child is told on its standard input. */
export interface Order {
  readonly root: string;
  readonly files: readonly RenderedFile[];
  readonly options: PlanOptions;
  readonly now: string;
  readonly host: string;
  readonly waitSeconds: number;
  /** Kill the child before its n-th change of the disk, or in the middle of it. */
  readonly killAt?: number;
  readonly half?: boolean;
  /** Wait before the n-th change until the file `go` is in `signals`. */
  readonly holdAt?: number;
  readonly signals?: string;
  /** Only take and release the lock, that many times. */
  readonly rounds?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly message: string;
}

const repository = resolve(__dirname, '../../..');

/** Compiles the writer and the child once: starting tsx for each of a hundred children takes too long. */
export function compileChild(): string {
  const target = newFolder();
  const folders = ['src/managed', 'test/managed/support'];
  const sources = folders.flatMap((folder) =>
    fs.readdirSync(join(repository, folder)).map((name) => join(repository, folder, name)),
  );
  for (const source of sources.filter((name) => name.endsWith('.ts'))) {
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    const { outputText } = ts.transpileModule(fs.readFileSync(source, 'utf8'), { compilerOptions });
    const output = join(target, relative(repository, source).replace(/\.ts$/, '.js'));
    fs.mkdirSync(dirname(output), { recursive: true });
    fs.writeFileSync(output, outputText);
  }
  fs.symlinkSync(join(repository, 'node_modules'), join(target, 'node_modules'));
  return join(target, 'test/managed/support/child.js');
}

function input(order: Partial<Order>): string {
  return JSON.stringify({ options, now: run.now, host: run.host, waitSeconds: 0, files: [], ...order });
}

/** Runs the child to its end. */
export function runChild(script: string, order: Partial<Order>): Ended {
  const { status, signal, stderr } = spawnSync(process.execPath, [script], { input: input(order), encoding: 'utf8' });
  return { code: status, signal, message: stderr };
}

/** Starts the child; the promise is its end. */
export function startChild(script: string, order: Partial<Order>): { pid: number; end: Promise<Ended> } {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'pipe'] });
  let message = '';
  child.stderr.on('data', (chunk: Buffer) => (message += chunk.toString()));
  child.stdin.end(input(order));
  const end = new Promise<Ended>((settle) => {
    child.on('close', (code, signal) => {
      settle({ code, signal, message });
    });
  });
  return { pid: child.pid ?? 0, end };
}
