import { parseExpression } from '../../verify/read/expression';
import { BrokenYaml, readTree } from '../../verify/read/read-tree';
import { entriesOf, textsOf, type List, type Text, type Tree } from '../../verify/read/tree';
import { below, group, keysOf, leaf, setOf, valueBelow, type Group, type Node } from './node';

/** Lists in which only membership counts. */
const SETS =
  /^(needs|branches|branches-ignore|tags|tags-ignore|paths|paths-ignore|types|workflows|runs-on|labels|names)$/;
/** Keys by which a row of a list is known, if it has one. */
const ROW_NAMES = ['gate', 'name', 'id', 'service', 'environment', 'cron'];

/** A workflow or a local action as what it means. Throws BrokenYaml. */
export function readYaml(text: string): Node {
  const tree = readTree(text);
  if (tree === undefined) return group([]);
  const whole = nodeOf(tree, []);
  if (whole.kind !== 'group') throw new BrokenYaml('The file holds no mapping.', tree);
  return below(whole, 'jobs') === undefined ? whole : workflow(whole, tree);
}

/** Triggers as a mapping however they are written, and what each job may do instead of where that is written. */
function workflow(whole: Group, tree: Tree): Group {
  const trigger = entriesOf(tree).find(({ key }) => key === 'on' || key === 'true')?.value;
  const on = trigger?.kind === 'table' ? nodeOf(trigger, ['on']) : setOf(textsOf(trigger).map(({ text }) => text));
  const permissions = below(whole, 'permissions');
  const jobs = below(whole, 'jobs');
  const judged = keysOf(jobs).map((id): [string, Node] => {
    const job = below(jobs, id);
    return [id, job?.kind === 'group' ? withPermissions(job, permissions) : leaf('')];
  });
  const rest = [...whole.entries].filter(([key]) => !['on', 'true', 'permissions', 'jobs'].includes(key));
  return group([...rest, ['on', triggers(on)], ['jobs', group(judged)]]);
}

/** A trigger without filters says nothing but its name. */
function triggers(on: Node): Node {
  if (on.kind !== 'group') return on;
  return group([...on.entries].map(([event, said]) => [event, said.kind === 'leaf' ? group([]) : said]));
}

/** A job that states no permissions has those of its workflow; where that states none, the repository decides. */
function withPermissions(job: Group, inherited: Node | undefined): Group {
  const stated = below(job, 'permissions') ?? inherited ?? leaf('unstated');
  const scopes =
    stated.kind === 'leaf' ? group([['*', leaf(stated.value.replace(/-all$/, '').replace(/^$/, 'none'))]]) : stated;
  return group([...job.entries, ['permissions', scopes]]);
}

function nodeOf(tree: Tree, path: readonly string[]): Node {
  const key = path.at(-1) ?? '';
  if (tree.kind === 'text') return textNode(tree, path, key);
  if (tree.kind === 'list') return listNode(tree, path, key);
  // GitHub takes the first of two equal keys for none: the file is refused. The last one is what most readers keep.
  return group(tree.entries.map((entry) => [entry.key, nodeOf(entry.value, [...path, entry.key])]));
}

function textNode(text: Text, path: readonly string[], key: string): Node {
  if (SETS.test(key) && path.length > 1) return setOf(textsOf(text).map((each) => each.text));
  if (key === 'environment' && path.at(-3) === 'jobs') return group([['name', leaf(text.text)]]);
  if (key === 'concurrency') return group([['group', leaf(text.text)]]);
  if (key === 'if') return leaf(condition(text.text));
  return leaf(text.type === 'number' ? asNumber(text.text) : text.text);
}

function listNode(list: List, path: readonly string[], key: string): Node {
  const items = list.items.map((item, i) => nodeOf(item, [...path, String(i + 1)]));
  if (key === 'steps' && (path.at(-2) === 'runs' || path.at(-3) === 'jobs'))
    return { kind: 'steps', items: items.filter((item) => item.kind === 'group') };
  if (SETS.test(key) && path.at(-2) !== 'inputs') {
    const values = textsOf(list).map(({ text }) => text);
    // After a "!" the order decides what is left.
    return values.some((value) => value.startsWith('!')) ? leaf(values.join(', ')) : setOf(values);
  }
  const rows = path.includes('matrix') || key === 'schedule' ? items.map(rowName) : [];
  const known = rows.length === new Set(rows).size ? rows : [];
  return group(items.map((item, i) => [known[i] ?? String(i + 1), item]));
}

function rowName(item: Node, i: number): string {
  if (item.kind === 'leaf') return item.value;
  return ROW_NAMES.map((name) => valueBelow(item, name)).find((name) => name !== undefined) ?? String(i + 1);
}

/** `3.10` without quotes is 3.1, and an account without quotes loses its zero. */
function asNumber(text: string): string {
  const number = Number(text);
  return Number.isFinite(number) ? String(number) : text;
}

/** A condition means the same with and without `${{ }}`, however its blanks stand. */
function condition(text: string): string {
  const inner = /^\s*\$\{\{((?:(?!\$\{\{)[^])*)\}\}\s*$/.exec(text)?.[1] ?? text;
  const parsed = parseExpression(inner);
  return parsed === undefined || inner.includes('${{') ? text : inner.replaceAll(/('(?:[^']|'')*')|\s+/g, (_, quoted?: string) => quoted ?? ' ').trim(); // prettier-ignore
}
