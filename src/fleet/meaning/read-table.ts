import { group, leaf, setOf, type Group, type Node } from './node';
import { codeLines } from './script';

/** The script that holds the one table of environments, by its place in a repository. */
export const TABLE = /^\.github\/scripts\/environment\.sh$/;

const BLOCK = /^case "\$\w+" in\n([^]*?)^esac$/gm;
const ARM = /^([a-z][\w-]*)\)([^]*?);;$/gm;
/** A plain value: nothing that a shell would compute. */
const ASSIGNMENT = /(?<![\w$-])([a-z_]+)=('[^']*'|[^\s'"$;`]*)(?=\s|$)/g;
const POLICY = /\bpolicy='(.+)'$/m;
const OUTPUTS = /^cat << END >> "\$GITHUB_OUTPUT"\n([^]*?)^END$/m;

/**
 * The table of environments: `environments` has a row for each GitHub environment, `accounts` one for each account,
 * `outputs` what is the same but for its name, `policy` what reading may do. `code` is all else that the script does.
 */
export function readTable(text: string): Group {
  const code = codeLines(text);
  const blocks = [...code.matchAll(BLOCK)].map(([, arms = '']) => rows(arms));
  const outputs = OUTPUTS.exec(code)?.[1] ?? '';
  const policy = POLICY.exec(code)?.[1];
  const rest = code
    .replaceAll(BLOCK, (block) => block.replaceAll(ARM, ''))
    .replace(outputs, '')
    .replace(policy ?? '', '');
  return group([
    ['environments', blocks[0] ?? group([])],
    ['accounts', group(blocks.slice(1).flatMap(({ entries }) => [...entries]))],
    ['outputs', group([...outputs.matchAll(/^([\w-]+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, leaf(value)]))], // prettier-ignore
    ['policy', policy === undefined ? group([]) : allowed(policy)],
    ['code', leaf(rest)],
  ]);
}

function rows(arms: string): Group {
  return group([...arms.matchAll(ARM)].map(([, name = '', body = '']) => [name, row(body)]));
}

function row(body: string): Group {
  const values = [...body.matchAll(ASSIGNMENT)].map(([, key = '', value = '']): [string, string] => [
    key,
    value.replace(/^'(.*)'$/s, '$1'),
  ]);
  const others = body.replaceAll(ASSIGNMENT, '').trim();
  const entries = values.map(([key, value]): [string, Node] => [key, key === 'windows' ? windows(value) : leaf(value)]);
  const protection = values.find(([key]) => key === 'protection')?.[1];
  return group([
    ...entries.filter(([key]) => key !== 'protection'),
    ...(protection === undefined ? [] : [['protection', protections(protection)] as const]),
    ...(others === '' ? [] : [['code', leaf(others)] as const]),
  ]);
}

/** `2 22:00 02:00;4 22:00 02:00`: no window at all holds nothing back. */
function windows(value: string): Group {
  return setOf(value.split(';').filter((each) => each !== ''));
}

/** `prod tech-lead,operations-lead 10 main;…`: what GitHub has to ask for before a job in that environment runs. */
function protections(value: string): Group {
  return group(
    value.split(';').map((each): [string, Node] => {
      const [name = '', reviewers = '', wait = '', branches = ''] = each.split(' ');
      const people = reviewers === '-' ? [] : reviewers.split(',');
      return [name, group([['reviewers', setOf(people)], ['wait', leaf(wait)], ['branches', leaf(branches)]])]; // prettier-ignore
    }),
  );
}

/** Each action with each resource that a session policy lets it reach. */
function allowed(policy: string): Node {
  const statements = tryStatements(policy.replaceAll(/'"\$(\w+)"'/g, '{$1}'));
  if (statements === undefined) return leaf(policy);
  return setOf(statements.flatMap(({ actions, on }) => actions.flatMap((action) => on.map((place) => `${action} on ${place}`)))); // prettier-ignore
}

interface Statement {
  readonly actions: readonly string[];
  readonly on: readonly string[];
}

/** Undefined where the text is no policy of statements that only allow. */
function tryStatements(policy: string): Statement[] | undefined {
  const found = [...policy.matchAll(/\{"Effect":"Allow","Action":(\[[^\]]*\]),"Resource":("[^"]*"|\[[^\]]*\])\}/g)];
  const rest = found.reduce((text, [whole]) => text.replace(whole, ''), policy);
  if (!/^\{"Version":"2012-10-17","Statement":\[,*\]\}$/.test(rest)) return undefined;
  const texts = (list = '') => [...list.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text);
  return found.map(([, actions, on]) => ({ actions: texts(actions), on: texts(on) }));
}
