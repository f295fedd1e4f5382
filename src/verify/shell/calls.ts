import { fateOf, type Context } from './fate';
import { withoutPrefix } from './prefixes';
import {
  wordText,
  type AndOr,
  type Assignment,
  type Command,
  type Pipeline,
  type Redirect,
  type Script,
  type Simple,
  type Word,
} from './syntax';

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

const OUTSIDE: Context = { condition: false, nested: false, branches: [] };

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
  const declared = /^(export|local|declare|readonly)$/.test(
    command.words[0] === undefined ? '' : wordText(command.words[0]),
  );
  for (const word of command.words) {
    const assigned = declared ? /^(\w+)=/.exec(wordText(word))?.[1] : undefined;
    visitWords([word], { ...context, assigned, condition: context.condition || !declared }, calls);
  }
  for (const { target, body } of command.redirects)
    visitWords(body === undefined ? [target] : [target, body], context, calls);
  const words = withoutPrefix(command.words);
  const [name = '', ...args] = words.map(wordText);
  const text = [name, ...args].join(' ');
  const { assignments, redirects } = command;
  const offset = words[0]?.offset ?? command.offset;
  calls.push({
    name: name.replace(/^.*\/(?=[\w.-]+$)/, ''),
    args,
    text,
    words,
    assignments,
    redirects,
    offset,
    ...position,
    surroundings: context,
  });
}

function visitWords(words: readonly Word[], context: Context, calls: Call[]): void {
  for (const { parts } of words) {
    for (const part of parts)
      if (part.kind === 'command') visitScript(part.script, { ...context, nested: true }, calls);
  }
}

/** The commands of a condition, as one line. */
function scriptText(script: Script): string {
  return script.statements
    .flatMap(({ pipelines }) => pipelines)
    .map(
      ({ negated, commands }) =>
        (negated ? 'not ' : '') +
        commands.map((each) => (each.kind === 'simple' ? each.words.map(wordText).join(' ') : each.kind)).join(' | '),
    )
    .join(' and ');
}
