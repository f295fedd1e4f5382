import { wordText, type AndOr, type Assignment, type Command, type Pipeline, type Redirect, type Script, type Simple, type Word } from './syntax';

/** One command of a script with all that decides what becomes of its exit status and output. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
  /** Name and arguments as people read them. */
  readonly text: string;
  readonly words: readonly Word[];
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly Redirect[];
  readonly offset: number;
  readonly pipeline: Pipeline;
  /** Which command of its pipeline it is. */
  readonly index: number;
  readonly surroundings: Context;
}

export interface Context {
  /** Its status only decides a branch: the condition of `if`, a loop, or what stands before `&&` and `||`. */
  readonly condition: boolean;
  /** Offset of the `||` behind which nothing can fail. */
  readonly swallowed?: number;
  /** Whether `||` leads to something that ends the script with a failure. */
  readonly enforced?: boolean;
  readonly inFunction?: string;
  /** Variable that takes its output. */
  readonly assigned?: string;
  /** Whether it runs within `$(…)`. */
  readonly nested: boolean;
  /** Conditions and patterns of `if` and `case` around it. */
  readonly branches: readonly string[];
}

const OUTSIDE: Context = { condition: false, nested: false, branches: [] };
const PREFIXES = new Set(['sudo', 'command', 'exec', 'time', 'nohup', 'env', 'builtin', 'timeout', 'xargs', 'nice', 'retry']);
/** Commands that tell something and cannot fail. */
const HARMLESS = new Set(['true', ':', 'echo', 'printf', 'continue', 'break']);

/** All commands of a script, in the order in which they are written. */
export function callsOf(script: Script): Call[] {
  const calls: Call[] = [];
  visitScript(script, OUTSIDE, calls);
  return calls;
}

function visitScript(script: Script, context: Context, calls: Call[]): void {
  for (const statement of script.statements) visitStatement(statement, context, calls);
}

function visitStatement(statement: AndOr, context: Context, calls: Call[]): void {
  statement.pipelines.forEach((pipeline, i) => {
    visitPipeline(pipeline, fateOf(statement, i, context), calls);
  });
}

/** What the operators behind a pipeline make of its failure. */
function fateOf(statement: AndOr, i: number, context: Context): Context {
  const or = statement.operators.indexOf('||', i);
  if (or < 0) return i < statement.operators.length ? { ...context, condition: true } : context;
  const alternatives = statement.pipelines.slice(or + 1);
  if (alternatives.every(cannotFail)) {
    const swallowed = firstOffset(alternatives[0]);
    return { ...context, condition: true, swallowed: context.swallowed ?? swallowed };
  }
  return { ...context, condition: true, enforced: alternatives.some(ends) || context.enforced === true };
}

/** Whether a pipeline succeeds whatever happens: messages, `true`, `exit 0`, and assignments of plain text. */
function cannotFail(pipeline: Pipeline): boolean {
  return pipeline.commands.every((command) => commandCannotFail(command));
}

function commandCannotFail(command: Command): boolean {
  if (command.kind === 'group') return command.body.statements.every(({ pipelines }) => pipelines.every(cannotFail));
  if (command.kind !== 'simple') return false;
  const words = command.words.map(wordText);
  if (words[0] === undefined) return command.assignments.every(({ value }) => value.parts.every(({ kind }) => kind !== 'command'));
  if (words[0] === 'exit' || words[0] === 'return') return words[1] === '0';
  return HARMLESS.has(words[0]);
}

function ends(pipeline: Pipeline): boolean {
  return pipeline.commands.some((command) => {
    if (command.kind === 'group') return command.body.statements.some(({ pipelines }) => pipelines.some(ends));
    if (command.kind !== 'simple') return false;
    const [name, code] = command.words.map(wordText);
    return name === 'false' || ((name === 'exit' || name === 'return') && code !== '0');
  });
}

function firstOffset(pipeline: Pipeline | undefined): number | undefined {
  const command = pipeline?.commands[0];
  if (command?.kind === 'simple') return command.offset;
  return command?.kind === 'group' ? firstOffset(command.body.statements[0]?.pipelines[0]) : undefined;
}

function visitPipeline(pipeline: Pipeline, context: Context, calls: Call[]): void {
  const fate = pipeline.negated ? { ...context, condition: true } : context;
  pipeline.commands.forEach((command, index) => {
    visitCommand(command, { pipeline, index }, fate, calls);
  });
}

interface Position {
  readonly pipeline: Pipeline;
  readonly index: number;
}

function visitCommand(command: Command, position: Position, context: Context, calls: Call[]): void {
  switch (command.kind) {
    case 'simple':
      visitSimple(command, position, context, calls);
      return;
    case 'if': {
      const conditions: string[] = [];
      for (const { condition, body } of command.branches) {
        visitScript(condition, { ...context, condition: true }, calls);
        conditions.push(scriptText(condition));
        visitScript(body, { ...context, branches: [...context.branches, scriptText(condition)] }, calls);
      }
      const otherwise = { ...context, branches: [...context.branches, `not ${conditions.join(' ')}`] };
      if (command.otherwise !== undefined) visitScript(command.otherwise, otherwise, calls);
      return;
    }
    case 'loop':
      visitWords(command.words, context, calls);
      visitScript(command.condition, { ...context, condition: true }, calls);
      visitScript(command.body, context, calls);
      return;
    case 'case':
      for (const { patterns, body } of command.arms) {
        const branch = `${wordText(command.subject)} is ${patterns.join('|')}`;
        visitScript(body, { ...context, branches: [...context.branches, branch] }, calls);
      }
      return;
    case 'group':
      visitScript(command.body, context, calls);
      return;
    case 'function':
      visitCommand(command.body, position, { ...OUTSIDE, inFunction: command.name }, calls);
  }
}

function visitSimple(command: Simple, position: Position, context: Context, calls: Call[]): void {
  for (const { name, value } of command.assignments) visitWords([value], { ...context, assigned: name }, calls);
  const declared = /^(export|local|declare|readonly)$/.test(command.words[0] === undefined ? '' : wordText(command.words[0]));
  for (const word of command.words) {
    const assigned = declared ? /^(\w+)=/.exec(wordText(word))?.[1] : undefined;
    visitWords([word], { ...context, assigned, condition: context.condition || !declared }, calls);
  }
  for (const { target, body } of command.redirects) visitWords(body === undefined ? [target] : [target, body], context, calls);
  const words = withoutPrefix(command.words);
  const [name = '', ...args] = words.map(wordText);
  const text = [name, ...args].join(' ');
  const { assignments, redirects } = command;
  const offset = words[0]?.offset ?? command.offset;
  calls.push({ name: name.replace(/^.*\/(?=[\w.-]+$)/, ''), args, text, words, assignments, redirects, offset, ...position, surroundings: context });
}

/** `sudo`, `timeout 60` and the like stand before the command that matters. */
function withoutPrefix(words: readonly Word[]): readonly Word[] {
  let start = 0;
  while (start < words.length - 1) {
    const text = wordText(words[start] ?? { parts: [], offset: 0 });
    const prefixed = start > 0 && (/^-/.test(text) || /^\d+[smh]?$/.test(text) || /^\w+=/.test(text));
    if (!PREFIXES.has(text) && !prefixed) break;
    start += 1;
  }
  return words.slice(start);
}

function visitWords(words: readonly Word[], context: Context, calls: Call[]): void {
  for (const { parts } of words) {
    for (const part of parts) if (part.kind === 'command') visitScript(part.script, { ...context, nested: true }, calls);
  }
}

/** The commands of a condition, as one line. */
function scriptText(script: Script): string {
  return script.statements
    .flatMap(({ pipelines }) => pipelines)
    .map(({ negated, commands }) => (negated ? 'not ' : '') + commands.map((each) => (each.kind === 'simple' ? each.words.map(wordText).join(' ') : each.kind)).join(' | '))
    .join(' and ');
}
