import { findBumps } from './bumps';
import type { Change, Plan } from './change';
import { refusedChanges } from './change';
import { changeDiff, visible } from './change-diff';
import { BACKUP, RELEASED } from './paths';
import { files, summaryOf } from './summary';

export interface RenderOptions {
  readonly color: boolean;
  /** Whether differences are shown. @default true */
  readonly diffs?: boolean;
  /** Why a file would change, where nothing else is said of it. @default - nothing more */
  readonly why?: (change: Change) => string | undefined;
}

const RED = 31;
const GREEN = 32;
const YELLOW = 33;
const CYAN = 36;
const colors = new Map([
  ['create', GREEN],
  ['update', YELLOW],
  ['orphan', YELLOW],
  ['edited', RED],
  ['foreign', RED],
  ['blocked', RED],
]);

/** The plan for a terminal: a line per file, the differences, what to decide, and a sentence that sums it up. */
export function renderPlan(plan: Plan, { color, diffs = true, why }: RenderOptions): string {
  const quiet = plan.changes.filter(({ kind, note, decision }) => kind === 'unchanged' && note === '' && !decision);
  const told = quiet.length > 1 ? plan.changes.filter((change) => !quiet.includes(change)) : plan.changes;
  const lines = told.map((change) => fileLine(change, color, why?.(change)));
  if (quiet.length > 1) lines.push(`unchanged ${files(quiet.length)}`);
  const shown = diffs ? plan.changes.map((change) => paintedDiff(change, color)) : [];
  return sections([lines.join('\n'), ...shown, waysOut(plan), summaryOf(plan)]);
}

/** Only the files that stop the run: each with its difference and the ways out. */
export function renderRefusal(plan: Plan, { color }: RenderOptions): string {
  const refused = refusedChanges(plan);
  const lines = refused.map((change) => fileLine(change, color));
  return sections([lines.join('\n'), ...refused.map((change) => paintedDiff(change, color)), waysOut(plan)]).trimEnd();
}

/** What a person reads about one file: why it is what it is, and what was decided. */
export function noteOf(change: Change): string {
  const bumps = findBumps(change);
  const bumped = `a bot moved ${bumps.join(', ')}; take it into the pins, from where every repository gets it: projen-fleet pins take ${shellWord(change.path)} --file PROJEN_FLEET/src/github/pins.json`;
  const decision = change.decision === undefined ? '' : decisions[change.decision];
  return [bumps.length > 0 ? bumped : change.note, decision].filter((text) => text !== '').join('; ');
}

const decisions = {
  accept: 'accepted: the old content is saved, then replaced',
  release: 'released: it belongs to people from now on',
} as const;

function fileLine(change: Change, color: boolean, why = ''): string {
  const note = noteOf(change) || why;
  const kind = paint(change.kind.padEnd(9), color ? colors.get(change.kind) : undefined);
  return `${kind} ${visible(change.path)}${note === '' ? '' : ` (${visible(note)})`}`;
}

function paintedDiff(change: Change, color: boolean): string {
  const diff = changeDiff(change).trimEnd();
  if (!color) return diff;
  return diff.split('\n').map((line) => paint(line, diffColor(line))).join('\n'); // prettier-ignore
}

function diffColor(line: string): number | undefined {
  if (line.startsWith('@@')) return CYAN;
  if (line.startsWith('+')) return GREEN;
  return line.startsWith('-') ? RED : undefined;
}

function waysOut(plan: Plan): string {
  const refused = refusedChanges(plan);
  if (refused.length === 0) return '';
  const options = refused.flatMap(({ path, kind }) => {
    const word = shellWord(path);
    const accept = kind === 'blocked' ? [] : [`  --accept ${word}`];
    return [...accept, `  --release ${word}`];
  });
  return [
    'Nothing is written until each of these files is decided on:',
    ...options,
    `--accept takes the generated file; the old content is saved under ${BACKUP}/ first.`,
    `--release gives the file back to people: it is never written again, and is listed in ${RELEASED}.`,
    `To change what is generated, change ${plan.options.definition}.`,
  ].join('\n');
}

/** A path as it can be pasted into a shell. */
function shellWord(path: string): string {
  return /^[\w./@%+,=-]+$/.test(path) && !path.startsWith('-') ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

function paint(text: string, code: number | undefined): string {
  return code === undefined || text === '' ? text : `\u001b[${code}m${text}\u001b[0m`;
}

function sections(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
