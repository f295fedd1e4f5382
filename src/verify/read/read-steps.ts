import { callsOf, type Call } from '../shell/calls';
import { parseShell } from '../shell/parse';
import type { Action, Input, Job, Permissions, Step } from './model';
import { at, entriesOf, entryOf, itemsOf, textAt, textsOf, type Entry, type Table, type Text, type Tree } from './tree';

const SHELLS = new Set(['bash', 'sh']);

export function textBelow(tree: Tree | undefined, key: string): Text | undefined {
  const found = at(tree, key);
  return found?.kind === 'text' && found.type !== 'null' ? found : undefined;
}

/** Steps of a job or of a composite action. */
export function readSteps(list: Tree | undefined, owner: () => Job | Action, shell: string | undefined): Step[] {
  return itemsOf(list).flatMap((item) => (item.kind === 'table' ? [new ReadStep(item, owner, shell)] : []));
}

class ReadStep implements Step {
  readonly place: { line: number; column: number };
  readonly id?: Text;
  readonly name: string;
  readonly uses?: Text;
  readonly run?: Text;
  readonly with: readonly Entry[];
  readonly env: readonly Entry[];
  readonly condition?: Text;
  readonly shell?: string;
  readonly continueOnError?: Text;
  private read: readonly Call[] | undefined;

  constructor(
    readonly tree: Table,
    private readonly whose: () => Job | Action,
    shell: string | undefined,
  ) {
    const [first] = tree.entries;
    this.place = { line: first?.line ?? tree.line, column: first?.column ?? tree.column };
    this.id = textBelow(tree, 'id');
    this.name = textAt(tree, 'name') ?? '';
    this.uses = textBelow(tree, 'uses');
    this.run = textBelow(tree, 'run');
    this.with = entriesOf(at(tree, 'with'));
    this.env = entriesOf(at(tree, 'env'));
    this.condition = textBelow(tree, 'if');
    this.shell = textAt(tree, 'shell') ?? shell;
    this.continueOnError = textBelow(tree, 'continue-on-error');
  }

  get owner(): Job | Action {
    return this.whose();
  }

  get commands(): readonly Call[] {
    const shell = (this.shell ?? 'bash').split(' ')[0] ?? 'bash';
    this.read ??= this.run !== undefined && SHELLS.has(shell) ? callsOf(parseShell(this.run.text)) : [];
    return this.read;
  }
}

export function readInputs(table: Tree | undefined): Input[] {
  return entriesOf(table).map(({ key, value, line, column }) => {
    const options = textsOf(at(value, 'options'));
    return {
      ...{ name: key, line, column },
      type: textAt(value, 'type') ?? 'string',
      required: textAt(value, 'required') === 'true',
      default: textBelow(value, 'default'),
      options: options.map(({ text }) => text),
      optionPlaces: options,
      description: textAt(value, 'description') ?? '',
    };
  });
}

export function readPermissions(tree: Tree | undefined): Permissions | undefined {
  const entry = entryOf(tree, 'permissions');
  if (entry === undefined) return undefined;
  const { line, column, value } = entry;
  if (value.kind === 'text' && value.type !== 'null') {
    return { line, column, scopes: new Map([['*', value.text.replace('-all', '')]]), entries: [] };
  }
  const entries = entriesOf(value);
  return {
    line,
    column,
    entries,
    scopes: new Map(entries.map(({ key, value: level }) => [key, level.kind === 'text' ? level.text : ''])),
  };
}
