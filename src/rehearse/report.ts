/** What a rehearsal showed: for people, and as JSON and JUnit for programs. */
import type { Rehearsal } from './rehearse';
import { exceptionOf } from './step-exceptions';

/**
 * Stories by chapter, steps by file, and what was found. Of a part of the stories nothing is told that they did not reach:
 * another may need it.
 */
export function toLines(rehearsal: Rehearsal, whole = true): string[] {
  const { repository, results, evidence, denied, unused } = rehearsal;
  const chapters = groupBy(results, ({ chapter }) => chapter).map(([chapter, of]) => {
    const seconds = of.reduce((sum, each) => sum + each.seconds, 0);
    const runs = of.reduce((sum, each) => sum + each.runs, 0);
    const told = ratio(of.filter(({ passed }) => passed).length, of.length);
    return `  ${chapter.padEnd(28)} ${told}  ${seconds.toFixed(0).padStart(5)} s  ${String(runs).padStart(5)} runs`;
  });
  const files = groupBy(evidence, ({ file }) => file).flatMap(([file, of]) => {
    if (!whole && of.every(({ passed, failed }) => passed + failed === 0)) return [];
    const ran = of.filter(({ passed }) => passed > 0).length;
    const red = of.filter(({ reddened }) => reddened > 0).length;
    return `  ${file.replace('.github/', '').padEnd(42)} ${ratio(ran, of.length)} passed, ${ratio(red, of.length)} seen to redden a run`;
  });
  return [
    ...section(`${repository}: stories`, chapters),
    ...section('Steps', files),
    ...section('Steps that cannot be seen in both ways', exceptionLines(evidence)),
    ...section(
      'Calls to the cloud that no emitted policy allows',
      denied.map(({ action, job, why }) => `  ${action} by ${job}: ${why}`),
    ),
    ...section('Permissions that nothing needed', whole ? unusedLines(unused) : []),
    ...(results.some(({ passed }) => !passed) ? ['', 'Failed:', ...failures(rehearsal)] : []),
  ];
}

/** Of steps that ran at all: a part of the stories need not reach the others. */
function exceptionLines(evidence: Rehearsal['evidence']): string[] {
  return evidence.flatMap((each) => {
    const known = each.passed + each.failed > 0 ? exceptionOf(each) : undefined;
    const place = each.file.replace('.github/', '');
    return known === undefined ? [] : [`  ${place}, "${each.step}" never ${known.never}: ${known.reason}`];
  });
}

/** A line for each role and statement. */
function unusedLines(unused: Rehearsal['unused']): string[] {
  const groups = groupBy(unused, ({ role, statement }) => `  ${role}, ${statement}:`);
  return groups.map(([place, of]) => `${place} ${of.map(({ action }) => action).join(', ')}`);
}

function failures({ results }: Rehearsal): string[] {
  return results
    .filter(({ passed }) => !passed)
    .flatMap(({ chapter, title, reason }) => [
      `  ${chapter}: ${title}`,
      ...reason.split('\n').map((line) => `    | ${line}`),
    ]);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function ratio(part: number, all: number): string {
  return `${part}/${all}`.padStart(7);
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups];
}

export function toJson(rehearsals: readonly Rehearsal[]): string {
  return JSON.stringify({ version: 1, repositories: rehearsals }, undefined, 2);
}

/** One suite for each chapter of each repository. */
export function toJunit(rehearsals: readonly Rehearsal[]): string {
  const suites = rehearsals.flatMap(({ repository, results }) =>
    groupBy(results, ({ chapter }) => chapter).map(([chapter, of]) => {
      const cases = of.map(({ title, seconds, passed, reason }) => {
        const failure = passed
          ? ''
          : `<failure message="${escape(reason.split('\n')[0] ?? '')}">${escape(reason)}</failure>`;
        return `    <testcase classname="${escape(chapter)}" name="${escape(title)}" time="${seconds.toFixed(3)}">${failure}</testcase>`;
      });
      const failed = of.filter(({ passed }) => !passed).length;
      return `  <testsuite name="${escape(`${repository} ${chapter}`)}" tests="${of.length}" failures="${failed}">\n${cases.join('\n')}\n  </testsuite>`;
    }),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function escape(text: string): string {
  const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  // XML has no other control characters than tabs and line ends.
  return text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark).replace(/[^\t\n\r\u0020-\uFFFD]/g, '');
}
