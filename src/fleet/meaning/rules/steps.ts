import { below, keysOf, valueBelow, type Node } from '../node';
import { becomes, shown, type Found, type Rule } from '../rule';
import { sameCommands } from '../script';
import { change, note, risk, type Told } from '../sentence';
import { gateOf, isCheck } from './gates';
import { decides, judged, weakerTold } from './weakenings';

/** What steps do: the command, the shell, and the step as a whole. */
export const STEPS: readonly Rule[] = [
  { at: '**/steps/*', tell: step },
  { at: '**/steps/*/name', tell: ({ subject, old, now }) => note(`${subject}: its name ${becomes(old, now)}`) },
  { at: '**/steps/*/run', tell: run },
  { at: '**/steps/*/shell', tell: shell },
  { at: 'defaults/run/shell', tell: shell },
  { at: 'jobs/*/defaults/run/shell', tell: shell },
];

function step({ before, after, subject }: Found): Told | undefined {
  if (before !== undefined && after !== undefined) return undefined;
  if (before === undefined) {
    const uses = valueBelow(after, 'uses') ?? '';
    const secrets = /\$\{\{[^}]*\bsecrets\b/.test(textBelow(after)) ? ', with a secret' : '';
    const text = `${subject} is new${secrets}`;
    return secrets !== '' || isLoose(uses) ? risk(text) : change(text);
  }
  const gate = gateOf(before);
  if (gate !== undefined) return risk(`gate \`${gate}\` removed: ${subject} is gone`);
  return isCheck(before) ? risk(`${subject} is gone, which checked something`) : change(`${subject} is gone`);
}

function textBelow(node: Node | undefined): string {
  return node?.kind === 'leaf' ? node.value : keysOf(node).map((key) => textBelow(below(node, key))).join('\n'); // prettier-ignore
}

/** An action of others whose code may change under the same name. */
function isLoose(uses: string): boolean {
  return uses !== '' && !uses.startsWith('./') && !/@[0-9a-f]{40}$|@sha256:/.test(uses);
}

function run({ subject, old, now, around }: Found): readonly Told[] | undefined {
  if (old === undefined || now === undefined) return undefined;
  const shell = valueBelow(around, 'shell') ?? 'bash';
  if (/^(ba)?sh\b/.test(shell) && sameCommands(old, now))
    return [note(`${subject}: only comments and blank space of \`run\` changed`)];
  const weaker = weakerTold(subject, old, now);
  if (weaker.length > 0 || `${old}${now}`.trim().includes('\n')) return judged(subject, old, now);
  const text = `${subject} runs ${shown(now)} instead of ${shown(old)}`;
  return [decides(old) ? risk(text) : change(text)];
}

/** Only a shell that is named stops at a command that fails within a pipe. */
function shell({ subject, old, now }: Found): Told {
  const text = `${subject}: the shell ${becomes(old, now)}`;
  return old?.startsWith('bash') === true && now?.startsWith('bash') !== true
    ? risk(`${text}, so a failing command within a pipe no longer fails it`)
    : change(text);
}
