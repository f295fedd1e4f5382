/** Programs that steps start: each in a process group of its own, so that it can be ended with all that it started. */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { exists, kill, marked } from './processes';

export interface ProgramRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** Ends it: SIGINT, after 7.5 s SIGTERM, after 2.5 s more SIGKILL, as the runner does. */
  readonly signal: AbortSignal;
}

const INTERRUPT_MS = 7_500;
const TERMINATE_MS = 2_500;
/** What a step leaves in the background keeps its output open: the runner waits this long for the rest. */
const LINES_MS = 5_000;

/** Those that are not closed yet: many worlds at once need only one listener. */
const open = new Set<Programs>();

function closeAll(): void {
  for (const each of open) each.close();
}

/** Starts programs, and ends all of them when it is closed or when this process is gone. */
export class Programs {
  private readonly running = new Set<ChildProcess>();
  private readonly jobs = new Set<string>();
  private guardian: ChildProcess | undefined;

  constructor() {
    // Before the folders go in which they write.
    if (open.size === 0) globalThis.process.prependListener('exit', closeAll);
    open.add(this);
  }

  /** Runs to the end; the exit code, or -1 where it could not be started. */
  async run(request: ProgramRequest): Promise<number> {
    const { command, args, cwd, env } = request;
    this.guardJob(env['RUNNER_TRACKING_ID']);
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.guard(child, '+');
    this.running.add(child);
    const lines = [child.stdout, child.stderr].map((input) => {
      const reader = createInterface({ input, crlfDelay: Infinity });
      reader.on('line', request.onLine);
      return new Promise<void>((done) => reader.once('close', done));
    });
    const stop = this.endOnAbort(child, request.signal);
    const code = await new Promise<number>((done) => {
      child.once('error', (error) => {
        request.onLine(`##[error]${error.message}`);
        done(-1);
      });
      child.once('exit', (exit, signal) => {
        done(exit ?? (signal === null ? -1 : 128 + constants.signals[signal])); // as a shell counts, and .NET
      });
    });
    stop();
    // What it left in the background keeps its output open; the step is over all the same.
    const patience = new AbortController();
    await Promise.race([Promise.all(lines), wait(LINES_MS, undefined, patience)]).catch(() => undefined);
    patience.abort();
    this.running.delete(child);
    if (child.pid !== undefined && !exists(child.pid)) this.guard(child, '-');
    return code;
  }

  private endOnAbort(child: ChildProcess, signal: AbortSignal): () => void {
    const timers: NodeJS.Timeout[] = [];
    const end = (): void => {
      kill(child.pid, 'SIGINT');
      timers.push(
        setTimeout(() => {
          kill(child.pid, 'SIGTERM');
        }, INTERRUPT_MS),
      );
      timers.push(
        setTimeout(() => {
          kill(child.pid, 'SIGKILL');
        }, INTERRUPT_MS + TERMINATE_MS),
      );
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    return () => {
      signal.removeEventListener('abort', end);
      for (const timer of timers) clearTimeout(timer);
    };
  }

  /** Before a process of the job starts: this one may be killed before it can tell anything of it. */
  private guardJob(trackingId: string | undefined): void {
    if (trackingId === undefined || trackingId === '' || this.jobs.has(trackingId)) return;
    this.jobs.add(trackingId);
    this.tell(`= ${trackingId}`);
  }

  private guard({ pid }: ChildProcess, sign: '+' | '-'): void {
    if (pid !== undefined) this.tell(`${sign} ${pid}`);
  }

  private tell(line: string): void {
    this.guardian ??= startGuardian();
    this.guardian.stdin?.write(`${line}\n`);
  }

  /** Ends what a job left behind: its process groups, and by its mark what went into groups of its own. */
  endJob(trackingId: string): void {
    // A process may start another one while it is looked for.
    for (let pids = marked(trackingId), turn = 0; pids.length > 0 && turn < 20; pids = marked(trackingId), turn += 1)
      for (const pid of pids) kill(pid, 'SIGKILL', false);
    this.jobs.delete(trackingId);
  }

  /** Ends everything at once. */
  readonly close = (): void => {
    open.delete(this);
    if (open.size === 0) globalThis.process.off('exit', closeAll);
    for (const child of this.running) kill(child.pid, 'SIGKILL');
    for (const job of this.jobs) this.endJob(job);
    this.guardian?.stdin?.end();
  };
}

function startGuardian(): ChildProcess {
  const guardian = spawn('bash', [join(__dirname, 'guardian.sh')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guardian.unref();
  // It was killed, or there is no bash: steps are then ended by close() alone.
  for (const emitter of [guardian, guardian.stdin]) emitter.on('error', () => undefined);
  return guardian;
}
