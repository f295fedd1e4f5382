// What two linters say of the verifier's own cases, beside the verifier, and how long each takes: for bench.ts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RULES } from '../src/verify/rules';
import { readCorpus, type Case } from '../test/verify/support/corpus';
import { byActionlint, byUs, byZizmor, type Found } from './bench-linter-runs';

interface Looked {
  readonly found: readonly Found[];
  readonly ms: number;
}

/** Defects of one rule, and how many of them each program points at. */
export interface LinterRow {
  readonly rule: string;
  readonly defects: number;
  readonly ours: number;
  readonly actionlint: number;
  readonly zizmor: number;
}

export interface Compared {
  readonly rows: readonly LinterRow[];
  readonly ms: Readonly<Record<'ours' | 'actionlint' | 'zizmor', number>>;
}

/**
 * A linter counts as having found a defect when it reports anything within one line of it: what it says there may be
 * about something else, so this is in its favour.
 */
export function compareLinters(): Compared {
  const folder = mkdtempSync(join(tmpdir(), 'linters-'));
  try {
    const cases = readCorpus().filter(({ kind }) => kind === 'bad');
    for (const [i, { files }] of cases.entries())
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, `${i}`, path)), { recursive: true });
        writeFileSync(join(folder, `${i}`, path), text);
      }
    const [ours, actionlint, zizmor] = [
      timed(() => byUs(cases)),
      timed(() => byActionlint(folder, cases)),
      timed(() => byZizmor(folder)),
    ];
    const rows = RULES.map(({ id, title }) => {
      const defects = cases.flatMap((each, i) => placesOf(each, `${i}`, id));
      const count = ({ found }: Looked, same: boolean): number =>
        defects.filter((each) => isFound(each, found, same)).length;
      const rule = `${id} ${title}`;
      return {
        rule,
        defects: defects.length,
        ours: count(ours, true),
        actionlint: count(actionlint, false),
        zizmor: count(zizmor, false),
      };
    });
    return { rows, ms: { ours: ours.ms, actionlint: actionlint.ms, zizmor: zizmor.ms } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed(look: () => readonly Found[]): Looked {
  const start = performance.now();
  const found = look();
  return { found, ms: performance.now() - start };
}

/** Every line of a case on which a defect of this rule is expected; one that could stand in several lines is any of them. */
function placesOf({ files, expected }: Case, folder: string, id: string): Found[][] {
  return expected
    .filter(([rule]) => rule === id)
    .map(([rule, part]) =>
      Object.entries(files).flatMap(([path, text]) =>
        text
          .split('\n')
          .flatMap((line, i) => (line.includes(part) ? [{ file: `${folder}/${path}`, line: i + 1, rule }] : [])),
      ),
    );
}

function isFound(places: readonly Found[], found: readonly Found[], sameRule: boolean): boolean {
  return places.some(({ file, line, rule }) =>
    found.some(
      (each) =>
        each.file === file && Math.abs(each.line - line) <= (sameRule ? 0 : 1) && (!sameRule || each.rule === rule),
    ),
  );
}

/** One line per rule, and the sums. */
export function linterTable({ rows, ms }: Compared): string {
  const sum = (key: 'defects' | 'ours' | 'actionlint' | 'zizmor'): number =>
    rows.reduce((all, row) => all + row[key], 0);
  const total = {
    rule: 'all',
    defects: sum('defects'),
    ours: sum('ours'),
    actionlint: sum('actionlint'),
    zizmor: sum('zizmor'),
  };
  const line = (rule: string, ...cells: readonly (string | number)[]): string =>
    [rule.padEnd(42), ...cells.map((cell) => String(cell).padStart(12))].join('');
  return [
    line('defects pointed at, of the seeded ones', 'seeded', 'ours', 'actionlint', 'zizmor'),
    ...[...rows, total].map((row) => line(row.rule, row.defects, row.ours, row.actionlint, row.zizmor)),
    line('milliseconds', '', ms.ours.toFixed(0), ms.actionlint.toFixed(0), ms.zizmor.toFixed(0)),
  ].join('\n');
}
