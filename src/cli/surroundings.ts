import { hostname } from 'node:os';
import { createInterface } from 'node:readline/promises';
import type { Surroundings } from '../fleet/surroundings';

/** Reads the environment and the clock: the one place that does. */
export function readSurroundings(): Surroundings {
  const { env, pid, stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    now: new Date(),
    pid,
    host: hostname(),
    color: stdout.isTTY && (env['NO_COLOR'] ?? '') === '',
    env,
    print: (line) => stdout.write(`${line}\n`),
    printError: (line) => stderr.write(`${line}\n`),
    ...(stderr.isTTY ? { progress: (text: string) => stderr.write(`\r\u001b[2K${text}`) } : {}),
    ask,
  };
}

async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
