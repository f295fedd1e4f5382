/** What a rollout has done, written down before and after each step: a line of JSON each, on the device before it counts. */
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import type { Result } from './result';

/** A step with a repository that has begun, or what came of all of them. */
export type Entry =
  | { readonly step: 'begin'; readonly at: string; readonly tool: string }
  | { readonly step: 'work' | 'propose'; readonly repository: string }
  | { readonly step: 'push'; readonly repository: string; readonly head: string }
  | { readonly step: 'done'; readonly wanted: string; readonly wave: string; readonly result: Result }
  | { readonly step: 'passed'; readonly gate: string }
  | { readonly step: 'end' };

/**
 * An append-only file. GitHub is the truth; this only lets a run that was killed go on without asking again for what is
 * finished, and tells afterwards what happened. A line that a kill tore is passed over.
 */
export class Ledger {
  private constructor(
    private readonly file: number,
    /** What the run before has finished, by repository, if it was interrupted. */
    private readonly finished: ReadonlyMap<string, Extract<Entry, { step: 'done' }>>,
    /** Gates that it has passed. */
    private readonly passed: ReadonlySet<string>,
    /** Whether the run before was interrupted. */
    readonly resumes: boolean,
  ) {}

  /** Opens the file, and makes it and its folder where they are missing. */
  static open(path: string): Ledger {
    fs.mkdirSync(dirname(path), { recursive: true });
    const text = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '';
    const entries = text.split('\n').flatMap(readEntry);
    const open = entries.slice(entries.findLastIndex(({ step }) => step === 'end') + 1);
    const done = open.flatMap((entry) => (entry.step === 'done' ? [[entry.result.repository, entry] as const] : []));
    const passed = open.flatMap((entry) => (entry.step === 'passed' ? [entry.gate] : []));
    const ledger = new Ledger(fs.openSync(path, 'a'), new Map(done), new Set(passed), open.length > 0);
    if (text !== '' && !text.endsWith('\n')) fs.writeSync(ledger.file, '\n');
    return ledger;
  }

  /** What the interrupted run before made of a repository that was to become the same; undefined where it has to be done. */
  resultOf(repository: string, wanted: string): Result | undefined {
    const entry = this.finished.get(repository);
    return entry?.wanted === wanted && entry.result.state !== 'failed' ? entry.result : undefined;
  }

  /** Whether the interrupted run before has passed this gate: the repositories of a wave, and what was asked of them. */
  hasPassed(gate: string): boolean {
    return this.passed.has(gate);
  }

  add(entry: Entry): void {
    fs.writeSync(this.file, `${JSON.stringify(entry)}\n`);
    fs.fsyncSync(this.file);
  }

  close(): void {
    fs.closeSync(this.file);
  }
}

const STEPS = ['begin', 'work', 'push', 'propose', 'done', 'passed', 'end'];

function readEntry(line: string): Entry[] {
  try {
    const parsed: unknown = JSON.parse(line);
    return isEntry(parsed) ? [parsed] : [];
  } catch (error) {
    if (error instanceof SyntaxError) return []; // torn, or the empty line behind the last one
    throw error;
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const step: unknown = Reflect.get(value, 'step');
  return STEPS.some((known) => known === step) && (step !== 'done' || typeof Reflect.get(value, 'result') === 'object');
}
