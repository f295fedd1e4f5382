import { keysOf, type Node } from '../node';
import { becomes, shown, type Found, type Rule } from '../rule';
import { change, risk, type Told } from '../sentence';

/** Events by which code is checked before it counts: fewer of them is less checked. */
const CHECKS = new Set(['pull_request', 'merge_group', 'schedule']);
const WORDS: Readonly<Record<string, string>> = {
  workflow_dispatch: 'by hand',
  workflow_call: 'when another workflow calls it',
  schedule: 'by schedule',
};

/** What starts a workflow, and what it asks for when somebody starts it. */
export const TRIGGERS: readonly Rule[] = [
  { at: 'on/*', tell: trigger },
  { at: 'on/schedule', tell: schedule },
  {
    at: 'on/*/branches|branches-ignore|tags|tags-ignore|paths|paths-ignore|types|workflows',
    tell: filter,
  },
];

function trigger({ stars: [event = ''], before, after, subject }: Found): Told | undefined {
  const how = WORDS[event] ?? `on ${event}`;
  if (before === undefined && event !== 'schedule') return risk(`${subject} now also starts ${how}`);
  if (after !== undefined || event === 'schedule') return undefined;
  return CHECKS.has(event) ? risk(`${subject} no longer runs ${how}: what it checks is unchecked there`) : change(`${subject} no longer starts ${how}`); // prettier-ignore
}

function schedule({ before, after, subject }: Found): Told {
  const [old, now] = [keysOf(before), keysOf(after)];
  const times = (crons: readonly string[]) => crons.map(shown).join(', ');
  if (after === undefined) return risk(`${subject} no longer runs by schedule (was ${times(old)})`);
  if (before === undefined) return risk(`${subject} now also starts by schedule: ${times(now)}`);
  const text = `schedule of ${subject} is ${times(now)} instead of ${times(old)}`;
  return now.length === old.length ? change(text) : risk(text);
}

/** A filter that lets more through starts more; at a check, one that lets less through checks less. */
function filter({ stars: [event = '', name = ''], before, after, subject }: Found): Told {
  const { wider, narrower } = reach(before, after, name.endsWith('-ignore'));
  const text = `${subject} on ${event}: \`${name}\` ${becomes(listed(before), listed(after))}`;
  return (CHECKS.has(event) ? narrower : wider) ? risk(text) : change(text);
}

/** Whether a filter lets something through that it held, and holds something that it let through. */
function reach(before: Node | undefined, after: Node | undefined, ignores: boolean): Reach {
  if (before === undefined || after === undefined)
    return { wider: after === undefined, narrower: before === undefined };
  // After a "!" each item takes from those before it.
  if (before.kind === 'leaf' || after.kind === 'leaf') return { wider: true, narrower: true };
  const [old, now] = [keysOf(before), keysOf(after)];
  const more = now.some((value) => !old.includes(value));
  const fewer = old.some((value) => !now.includes(value));
  return ignores ? { wider: fewer, narrower: more } : { wider: more, narrower: fewer };
}

interface Reach {
  readonly wider: boolean;
  readonly narrower: boolean;
}

function listed(node: Node | undefined): string | undefined {
  return node?.kind === 'leaf' ? node.value : node && keysOf(node).join(', ');
}
