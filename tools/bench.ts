// npm run bench: how long the tool takes, beside its peers on the same machine. Exits 1 only where nothing could be measured.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { compareLinters, linterTable } from './bench-linters';
import { prepareCopier, prepareOurs, prepareProjen, root, type Contender } from './bench-peers';
import { checkFleet, numberAt } from './bench-tenants';

const ROUNDS = 9;
const RENDER_ROUNDS = 3;

interface Row {
  readonly what: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: 'ms' | 'ms each' | 'MB';
  /** What the second number is. */
  readonly against: string;
  /** Ours divided by the peer's. */
  readonly ratio: number;
  /** Highest ratio that is good enough. */
  readonly target: number;
  readonly met: boolean;
}

interface Target {
  readonly ratio: number;
  /** Highest value of ours. @default - any */
  readonly ours?: number;
}

function row(what: string, ours: number, peer: number, unit: Row['unit'], against: string, target: Target): Row {
  const ratio = ours / peer;
  const met = ratio <= target.ratio && ours <= (target.ours ?? Infinity);
  return { what, ours, peer, unit, against, ratio, target: target.ratio, met };
}

function time({ cwd, command, args }: Contender): number {
  const start = performance.now();
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Medians of runs in turn, so that a busy machine is as hard on the one as on the other; the first round warms up. */
function compare(...contenders: readonly Contender[]): number[] {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => contenders.map(time)).slice(1);
  return contenders.map((_, i) => median(rounds.map((round) => round[i] ?? NaN)));
}

interface Rendered {
  readonly ms: number;
  readonly mb: number;
}

function render(count: number): Rendered {
  const runs = Array.from({ length: RENDER_ROUNDS }, () => {
    const script = join(root, 'tools/bench-render.mjs');
    const parsed: unknown = JSON.parse(execFileSync(process.execPath, [script, String(count)], { encoding: 'utf8' }));
    return { ms: numberAt(parsed, 'ms'), mb: numberAt(parsed, 'mb') };
  });
  return { ms: median(runs.map(({ ms }) => ms)), mb: median(runs.map(({ mb }) => mb)) };
}

/** The verifier over many repositories, in one process. */
function verify(count: number): Rendered {
  const script = join(root, 'tools/bench-verify.mjs');
  const runs = Array.from({ length: RENDER_ROUNDS }, (): unknown => {
    return JSON.parse(execFileSync(process.execPath, [script, String(count)], { encoding: 'utf8' }));
  });
  const of = (key: string): number => median(runs.map((run) => numberAt(run, key)));
  return { ms: of('ms'), mb: of('mb') };
}

/** Planning repositories of which nothing has changed, by the command in a process of its own; the best of its rounds. */
function plan(count: number, kind: 'sam' | 'coverage'): Rendered {
  const script = join(root, 'tools/bench-plan.mjs');
  const output = execFileSync(process.execPath, [script, String(count), kind], { encoding: 'utf8' });
  const rounds = output.trim().split('\n').map((line): unknown => JSON.parse(line)); // prettier-ignore
  const best = (key: string): number => Math.min(...rounds.map((round) => numberAt(round, key)));
  return { ms: best('ms'), mb: best('mb') };
}

function measure(): Row[] {
  const ours = prepareOurs();
  const [npx = NaN, projen = NaN] = compare(ours.viaNpx, prepareProjen(ours.rendered));
  const [direct = NaN, copier = NaN] = compare(ours.direct, prepareCopier(ours.rendered));
  const [few, many] = [render(100), render(1000)];
  const [thousand, tenThousand] = [checkFleet(1000), checkFleet(10_000)];
  const verified = verify(200);
  const [hundred, planned] = [plan(100, 'sam'), plan(1000, 'sam')];
  const [small, large] = [plan(1000, 'coverage'), plan(10_000, 'coverage')];
  return [
    row('npx projen, nothing to change', npx, projen, 'ms', 'projen through ts-node', { ratio: 0.5 }),
    row('projen-fleet apply, nothing to change', direct, copier, 'ms', 'copier copy --force', { ratio: 1, ours: 500 }),
    row('rendering 1,000 repositories', many.ms, few.ms, 'ms each', 'rendering 100', { ratio: 1.2 }),
    row('peak memory of 1,000 repositories', many.mb, 400, 'MB', 'limit', { ratio: 1 }),
    row('checking 1,000 tenants × 3 environments', thousand.ms, 3000, 'ms', 'limit', { ratio: 1 }),
    row('peak memory of 1,000 tenants', thousand.mb, 300, 'MB', 'limit', { ratio: 1 }),
    row('checking 10,000 tenants × 3', tenThousand.ms / 10, thousand.ms, 'ms', 'per 1,000, checking 1,000', {
      ratio: 1.2,
    }),
    row('verifying 1,000 workflows of 200 repositories', verified.ms, 8000, 'ms', 'limit', { ratio: 1 }),
    row('peak memory of that', verified.mb, 400, 'MB', 'limit', { ratio: 1 }),
    row('plan over 1,000 checkouts, nothing to change', planned.ms, 15_000, 'ms', 'limit', { ratio: 1 }),
    row('peak memory of that', planned.mb, 500, 'MB', 'limit', { ratio: 1 }),
    row('plan over 1,000 checkouts', planned.ms / 1000, hundred.ms / 100, 'ms each', 'plan over 100', { ratio: 1.2 }),
    row('peak memory of a plan over 10,000 small ones, in a heap of 64 MB', large.mb, small.mb, 'MB', 'over 1,000', {
      ratio: 1.5,
      ours: 500,
    }),
  ];
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ what, ours, peer, unit, against, ratio, target, met }) => {
    const [mine, other] = [ours, peer].map((value) => value.toFixed(value < 10 ? 2 : 0));
    const verdict = met ? 'met' : 'missed';
    return [what, `${mine} ${unit}`, `${other} ${unit} (${against})`, ratio.toFixed(2), `${target}`, verdict];
  });
  const all = [['', 'ours', 'beside', 'ratio', 'target', ''], ...cells];
  const widths = all[0]?.map((_, i) => Math.max(...all.map((line) => line[i]?.length ?? 0))) ?? [];
  return all
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

try {
  const [rows, linters] = [measure(), compareLinters()];
  const text = `${table(rows)}\n\n${linterTable(linters)}`;
  console.log(process.argv.includes('--json') ? JSON.stringify({ version: 1, rows, linters }, undefined, 2) : text);
} catch (error) {
  console.error(`The benchmark could not measure: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
