import type { Checked } from './pins';
import type { Update } from './update';

/** What `pins check` prints. Each line names the action. */
export function checkedText(checked: readonly Checked[], json: boolean): string {
  if (json) {
    const pins = checked.map(({ pin: { action, version, sha, released }, findings, waiting, error }) => ({
      ...{ action, version, sha, released, findings, waiting, error: error ?? null },
    }));
    return JSON.stringify({ version: 1, pins }, undefined, 2);
  }
  // A moved tag may be an attack that is going on: it is not to be overlooked among versions.
  const urgent = ({ findings }: Checked): boolean => findings.some(({ problem }) => problem === 'moved');
  const lines = [...checked.filter(urgent), ...checked.filter((each) => !urgent(each))].flatMap(linesOf);
  const wrong = checked.filter(({ findings }) => findings.length > 0).length;
  const failed = checked.filter(({ error }) => error !== undefined).length;
  const sums = [
    failed === 0 ? '' : `${failed} could not be looked up.`,
    wrong === 0 ? '' : `${wrong} of ${checked.length} pins to look at.`,
    wrong + failed === 0 ? 'Nothing is wrong, and nothing newer is to be taken.' : '',
  ];
  return [...lines, sums.filter(Boolean).join(' ')].join('\n');
}

function linesOf({ pin: { action }, findings, waiting, error }: Checked): string[] {
  return [
    ...(error === undefined ? [] : [`error     ${action}: ${error}`]),
    ...findings.map(({ problem, message }) => `${problem.padEnd(9)} ${action} ${message}.`),
    ...waiting.map(({ version, wait }) => `waiting   ${action} ${version}: ${wait}.`),
  ].map(printable);
}

/** What became of a table of pins. */
export interface Updated {
  readonly updates: readonly Update[];
  readonly errors: readonly { readonly action: string; readonly error: string }[];
  readonly file: string;
  readonly written: boolean;
}

/** What `pins update` and `pins take` print. */
export function updatedText({ updates, errors, file, written }: Updated, json: boolean): string {
  const changed = updates.flatMap((update) => ('row' in update ? [update] : []));
  const left = updates.flatMap((update) => ('left' in update ? [update] : []));
  if (json) {
    const updated = changed.map(({ action, row: { version, sha, released }, changes }) => ({
      ...{ action, version, sha, released, changes },
    }));
    return JSON.stringify({ version: 1, file, written, updated, left, errors }, undefined, 2);
  }
  const lines = [
    ...errors.map(({ action, error }) => `error     ${action}: ${error}`),
    ...changed.map(({ action, changes }) => `updated   ${action} ${changes.join('; ')}.`),
    ...left.map(({ action, left: why }) => `left      ${action} ${why}.`),
  ].map(printable);
  const next = written ? `Wrote ${file}. Next: npx projen, review the diff.` : `${file} stays as it is.`;
  return [...lines, next].join('\n');
}

/** What GitHub answers may hold anything; none of it moves the cursor of a terminal. */
function printable(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
}
