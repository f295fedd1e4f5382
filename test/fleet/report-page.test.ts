/** The page of the report, in a real Chromium. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleet } from '../../repos';
import { stage } from '../../repos/stage-4';
import { toHtml } from '../../src/fleet/report/html';
import { knownOf } from '../../src/fleet/report/known';
import { reportOf } from '../../src/fleet/report/report';
import { folderWith } from './support/commands';

interface Seen {
  readonly looks: readonly {
    readonly scheme: string;
    readonly width: number;
    readonly troubles: readonly string[];
    readonly violated: readonly string[];
    readonly wide: boolean;
  }[];
  readonly filter: { all: number; counts: Readonly<Record<string, number>>; errors: number; said: string };
  readonly keyboard: { first: string; opened: boolean };
  readonly withoutScripts: { findings: number; filters: number };
  readonly onPaper: { back: string; filters: number };
}

const now = new Date('2026-01-02T03:04:05Z');
const checkouts = join(__dirname, '../targets');
const known = fleet.map((Definition) => {
  return knownOf(new Definition({ outdir: '.' }), { checkouts, proofs: [], now, storiesOf: () => [] });
});
const report = reportOf(stage, known, { now, summary: undefined });
const findings = report.repositories.flatMap((repository) => repository.findings);
let seen: Seen;

beforeAll(() => {
  const page = join(folderWith(), 'report.html');
  writeFileSync(page, toHtml(report));
  const script = join(__dirname, '../support/look-at-page.mjs');
  seen = JSON.parse(execFileSync(process.execPath, [script, page], { encoding: 'utf8' }));
}, 180_000);

test('Light and dark, on a phone and on a desk it breaks no rule of accessibility, says no error and asks for nothing.', () => {
  const looks = ['light', 'dark'].flatMap((scheme) => [390, 1200].map((width) => ({ scheme, width })));
  expect(seen.looks).toEqual(looks.map((each) => ({ ...each, troubles: [], violated: [], wide: false })));
});

test('The filters show what they name, and say how much that is.', () => {
  const { all, counts, errors, said } = seen.filter;
  expect(all).toBe(findings.length);
  expect(counts).toEqual({
    '': findings.length,
    ...Object.fromEntries(report.repositories.map((each) => [each.name, each.findings.length])),
  });
  expect(errors).toBe(findings.filter(({ severity }) => severity === 'error').length);
  expect(said).toBe(`${errors} findings shown`);
  expect(errors).toBeGreaterThan(0);
});

test('The keyboard reaches the content first, and opens a criterion.', () => {
  expect(seen.keyboard).toEqual({ first: 'Skip to the content', opened: true });
});

test('Without scripts everything is shown, and no filter that would do nothing.', () => {
  expect(seen.withoutScripts).toEqual({ findings: findings.length, filters: 0 });
});

test('On paper it is black on white, also for people who like it dark, and has no filters.', () => {
  expect(seen.onPaper).toEqual({ back: 'rgb(255, 255, 255)', filters: 0 });
});
