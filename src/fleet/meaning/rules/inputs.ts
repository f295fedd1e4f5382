import { keysOf, valueBelow } from '../node';
import { becomes, shown, type Found, type Rule } from '../rule';
import { change, risk, type Told } from '../sentence';

const STARTS = 'on/workflow_dispatch|workflow_call';

/** What is asked of whoever starts a workflow, or calls it. */
export const INPUTS: readonly Rule[] = [
  { at: `${STARTS}/inputs/*`, tell: input },
  { at: `${STARTS}/inputs/*/type`, tell: type },
  { at: `${STARTS}/inputs/*/required`, tell: required },
  { at: `${STARTS}/secrets/*/required`, tell: required },
  { at: `${STARTS}/inputs/*/default`, tell: byDefault },
  { at: `${STARTS}/inputs/*/options`, tell: options },
  { at: `${STARTS}/secrets/*`, tell: secret },
];

function name({ stars: [, name = ''], subject }: Found): string {
  return `input \`${name}\` of ${subject}`;
}

function input(found: Found): Told | undefined {
  const { before, after } = found;
  if (before === undefined) return change(`${name(found)} is new`);
  if (after !== undefined) return undefined;
  const needed = valueBelow(before, 'required') === 'true';
  return needed ? risk(`${name(found)}, which was required, is gone`) : change(`${name(found)} is gone`);
}

/** Text takes anything, a choice only what is listed. */
function type(found: Found): Told {
  const [old, now] = [found.old ?? 'string', found.now ?? 'string'];
  const text = `${name(found)} takes ${shown(now)} instead of ${shown(old)}`;
  return now === 'string' ? risk(text) : change(text);
}

function required(found: Found): Told | undefined {
  const [old, now] = [found.old ?? 'false', found.now ?? 'false'];
  if (old === now) return change(`${name(found)} says in another way whether it is required`);
  return now === 'true' ? change(`${name(found)} is required now`) : risk(`${name(found)} is no longer required`);
}

/** Whoever starts a workflow without a thought gets the default: of a switch, it decides what happens. */
function byDefault(found: Found): Told {
  const text = `${name(found)}: its default ${becomes(found.old, found.now)}`;
  const isSwitch = [found.old, found.now].some((value) => value === 'true' || value === 'false');
  return isSwitch ? risk(text) : change(text);
}

function options(found: Found): readonly Told[] {
  const values = (node: Found['before']) => keysOf(node).map((key) => valueBelow(node, key) ?? '');
  const [old, now] = [values(found.before), values(found.after)];
  const more = now.filter((value) => !old.includes(value)).map((value) => risk(`${name(found)} may also be ${shown(value)}`)); // prettier-ignore
  const fewer = old.filter((value) => !now.includes(value)).map((value) => change(`${name(found)} can no longer be ${shown(value)}`)); // prettier-ignore
  const told = [...more, ...fewer];
  return told.length > 0 ? told : [change(`${name(found)} lists its choices in another order`)];
}

function secret({ stars: [, secret = ''], before, after, subject }: Found): Told | undefined {
  if (before === undefined) return risk(`${subject} takes secret \`${secret}\` from its callers`);
  return after === undefined ? change(`${subject} no longer takes secret \`${secret}\``) : undefined;
}
