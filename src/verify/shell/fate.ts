import { wordText, type AndOr, type Command, type Pipeline, type Word } from './syntax';

/** What becomes of the status and the output of a command. */
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

/** Commands that tell something and cannot fail. */
const HARMLESS = new Set(['true', ':', 'echo', 'printf', 'continue', 'break']);

/** What the operators behind a pipeline make of its failure. */
export function fateOf(statement: AndOr, i: number, context: Context): Context {
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
  if (words[0] === undefined) return command.assignments.every(({ value }) => !keepsStatus(value));
  if (words[0] === 'exit' || words[0] === 'return') return words[1] === '0';
  return HARMLESS.has(words[0]);
}

/** `code=$?` keeps the failure, and a nested command may fail itself. */
function keepsStatus({ parts }: Word): boolean {
  return parts.some((part) => part.kind === 'command' || (part.kind === 'variable' && part.name === '?'));
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
