import { changedLines, codeLines } from '../script';
import { change, risk, type Told } from '../sentence';
import { toolsIn } from './gates';

/** Text that takes strength from a script where there is more of it. */
const WEAKER: readonly (readonly [RegExp, string])[] = [
  [/\|\|\s*(?:true|:|exit 0|echo\b|return 0)/g, 'a failing command is passed over'],
  [/\bset \+[a-z]*e/g, 'it goes on after a failing command'],
  [/\bexit 0\b/g, 'it ends successfully at one more place'],
  [
    /--(?:exit-zero|no-verify|no-fail|allow-failure|soft-fail|insecure|skip-[\w-]+|force)\b/g,
    'a command is told to be lenient',
  ],
  [/\bcurl\b[^\n|]*\|\s*(?:ba)?sh\b/g, 'it runs what it downloads'],
  [/\$\{\{/g, 'one more expression is pasted into its text'],
];

/** Text that takes strength from a script where there is less of it. */
const STRENGTH: readonly (readonly [RegExp, string])[] = [
  [/\bset -[a-z]*e/g, 'it no longer stops at a failing command'],
  [/\bset -[a-z]*o pipefail|\bset -o pipefail/g, 'it no longer stops at a failing pipe'],
  [/\bexit [1-9]\d*\b/g, 'it refuses at fewer places'],
  [/\bsha256sum\b[^\n]*--check/g, 'it checks fewer digests'],
];

const CONDITION =
  /\[ |\[\[ |\btest\b|\bexit\b|\breturn\b|\|\||&&|\b(?:el)?if\b|\bcase\b|\bwhile\b|\bgrep -\w*q|\bjq -\w*e/;

/** What became of a script: weaker where its text says so, a risk where a condition of it is another. */
export function judged(subject: string, before: string, after: string, behind = ''): Told[] {
  const weaker = weakerTold(subject, before, after, behind);
  if (weaker.length > 0) return weaker;
  const { removed, count } = changedLines(codeLines(before), codeLines(after));
  const text = `${subject} changed in ${lines(count)}`;
  return [removed.some(decides) ? risk(`${text}, a condition among them${behind}`) : change(`${text}${behind}`)];
}

/** Gates that are gone from a script, and what else makes it weaker; empty where its text says nothing of that kind. */
export function weakerTold(subject: string, before: string, after: string, behind = ''): Told[] {
  const gates = lostGates(before, after).map((tool) => risk(`gate \`${tool}\` removed from ${subject}${behind}`));
  const weaker = weakenings(before, after);
  return weaker.length === 0 ? gates : [...gates, risk(`${subject} is weaker: ${weaker.join(', ')}${behind}`)];
}

/** Whether a line may be what decides that something goes on. */
export function decides(line: string): boolean {
  return CONDITION.test(line);
}

/** A number of lines, singular or plural. */
export function lines(count: number): string {
  return `${count} ${count === 1 ? 'line' : 'lines'}`;
}

function lostGates(before: string, after: string): string[] {
  const tools = toolsIn(after);
  return toolsIn(before).filter((tool) => !tools.includes(tool));
}

/** What makes the second script the weaker one, as far as its text says. */
function weakenings(before: string, after: string): string[] {
  const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
  return [
    ...WEAKER.filter(([pattern]) => count(after, pattern) > count(before, pattern)),
    ...STRENGTH.filter(([pattern]) => count(after, pattern) < count(before, pattern)),
  ].map(([, what]) => what);
}
