/** Nothing is left behind, however a run ends: the real command, with steps that start what outlives them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Programs } from '../../src/runner/programs';

const main = resolve(__dirname, '../../lib/src/cli/main.js');
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A repository and an empty folder for temporary files; sleeping processes of a run are known by their seconds. */
interface Place {
  readonly root: string;
  readonly temporary: string;
  readonly ready: string;
  readonly seconds: string;
}

function createPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'left-'));
  folders.push(folder);
  const seconds = `60.${process.pid}${String(folders.length).padStart(3, '0')}`;
  const place = { root: join(folder, 'root'), temporary: join(folder, 'tmp'), ready: join(folder, 'ready'), seconds };
  mkdirSync(place.temporary);
  return place;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly seconds: number;
}

/** `projen-fleet run` with these steps, in a process of its own. */
function start({ root, temporary }: Place, steps: string, ...argv: string[]): { pid: number; ended: Promise<Ended> } {
  const job = `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replace(/^/gm, '      ')}\n`;
  write(join(root, '.github/workflows/ci.yml'), job);
  const began = performance.now();
  const args = [main, 'run', root, '--workflow', 'ci.yml', '--event', 'push', ...argv];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
  });
  const ended = new Promise<Ended>((done) => {
    child.once('exit', (code, signal) => {
      done({ code, signal, output, seconds: (performance.now() - began) / 1000 });
    });
  });
  if (child.pid === undefined) throw new Error('The command did not start.');
  return { pid: child.pid, ended };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Command lines of processes that sleep for these seconds, or wait for one that does. */
function sleeping({ seconds }: Place): string[] {
  const lines = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine);
  return lines.filter((line) => line.includes(seconds));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}

/** Waits for a fact; false when it is not true in time. */
async function within(seconds: number, fact: () => boolean): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  while (!fact() && performance.now() < end) await setTimeout(20);
  return fact();
}

/** Four sleepers: in the background, without hangup, in a session of its own, and as a daemon of all trades. */
function sleepers({ seconds }: Place): string {
  return [
    `sleep ${seconds} &`,
    `nohup sleep ${seconds} > /dev/null 2>&1 &`,
    `setsid sleep ${seconds} > /dev/null 2>&1 < /dev/null &`,
    `(setsid nohup bash -c 'trap "" INT TERM HUP; sleep ${seconds}; true' > /dev/null 2>&1 < /dev/null &)`,
  ].join('\n    ');
}

// The longest first: the others run beside it.
test.concurrent('A step that ignores every polite signal ends ten seconds after its time is up', async () => {
  const place = createPlace();
  const steps = `- run: |\n    trap '' INT TERM\n    ${sleepers(place)}\n    while true; do sleep ${place.seconds}; done`;
  const { code, output, seconds } = await start(place, steps, '--limit', '0.02').ended;
  expect(code).toBe(1);
  expect(output).toContain('! job: cancelled\n');
  expect(seconds).toBeGreaterThan(10);
  expect(seconds).toBeLessThan(20);
  expect([sleeping(place), readdirSync(place.temporary)]).toEqual([[], []]);
});

describe('A command that is ended in the middle of a step', () => {
  function stepThatWaits(place: Place): string {
    return `- run: |\n    ${sleepers(place)}\n    touch ${place.ready}\n    sleep ${place.seconds}`;
  }

  test.concurrent.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s: no process and no folder is left', async (signal, code) => {
    const place = createPlace();
    const { pid, ended } = start(place, stepThatWaits(place));
    expect(await within(30, () => existsSync(place.ready) && sleeping(place).length === 6)).toBe(true);
    expect(readdirSync(place.temporary)).not.toEqual([]);
    process.kill(pid, signal);
    expect(await ended).toMatchObject({ code, output: '' });
    expect(await within(60, () => sleeping(place).length === 0 && readdirSync(place.temporary).length === 0)).toBe(
      true,
    );
  });

  test.concurrent('by SIGKILL: no process is left', async () => {
    const place = createPlace();
    const { pid, ended } = start(place, stepThatWaits(place));
    expect(await within(30, () => existsSync(place.ready) && sleeping(place).length === 6)).toBe(true);
    process.kill(pid, 'SIGKILL');
    expect(await ended).toMatchObject({ signal: 'SIGKILL' });
    expect(await within(60, () => sleeping(place).length === 0)).toBe(true);
  });

  test.concurrent('by SIGKILL as the first thing that its first step does: no process is left', async () => {
    const place = createPlace();
    const { ended } = start(place, `- run: |\n    kill -KILL $PPID\n    sleep ${place.seconds}`);
    expect(await ended).toMatchObject({ signal: 'SIGKILL' });
    expect(await within(20, () => sleeping(place).length === 0)).toBe(true);
  });

  test.concurrent('by SIGKILL, after a step whose daemons were left alone: no process is left', async () => {
    const place = createPlace();
    const daemons = `- run: |\n    ${sleepers(place).replace('&', '> /dev/null 2>&1 &')}`;
    const { pid, ended } = start(place, `${daemons}\n- run: touch ${place.ready}; sleep ${place.seconds}`);
    expect(await within(30, () => existsSync(place.ready) && sleeping(place).length === 6)).toBe(true);
    process.kill(pid, 'SIGKILL');
    await ended;
    expect(await within(60, () => sleeping(place).length === 0)).toBe(true);
  });
});

describe('A step that leaves processes behind', () => {
  test.concurrent('does not hang the run, and they end with the job', async () => {
    const place = createPlace();
    const steps = `- run: setsid sleep ${place.seconds} > /dev/null 2>&1 < /dev/null &\n- run: pgrep -f 'sleep ${place.seconds}'`;
    const { code, seconds } = await start(place, steps).ended;
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(5);
    expect([sleeping(place), readdirSync(place.temporary)]).toEqual([[], []]);
  });

  test.concurrent('does not hang the run, even where they keep its output open', async () => {
    const place = createPlace();
    const { code, output, seconds } = await start(place, `- run: |\n    echo before\n    ${sleepers(place)}`).ended;
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(seconds).toBeLessThan(10);
    expect([sleeping(place), readdirSync(place.temporary)]).toEqual([[], []]);
  });

  test.concurrent('loses them when a later step is not modelled', async () => {
    const place = createPlace();
    write(
      join(place.root, 'box/action.yml'),
      'name: Box\ndescription: A box\nruns: { using: docker, image: Dockerfile }\n',
    );
    const steps = `- uses: actions/checkout@v4\n- run: setsid sleep ${place.seconds} > /dev/null 2>&1 &\n- uses: ./box`;
    const { code, output } = await start(place, steps).ended;
    expect(code).toBe(1);
    expect(output).toContain('error: not modelled: ');
    expect(await within(1, () => sleeping(place).length === 0)).toBe(true);
    expect(readdirSync(place.temporary)).toEqual([]);
  });
});

test('Many worlds at once listen for the end of this process once.', () => {
  const before = process.listenerCount('exit');
  const many = Array.from({ length: 20 }, () => new Programs());
  expect(process.listenerCount('exit')).toBe(before + 1);
  for (const each of many) each.close();
  expect(process.listenerCount('exit')).toBe(before);
});
