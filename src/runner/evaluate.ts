/** Evaluation of expressions, and of whole values of a workflow, by GitHub's expression package. */
import {
  BasicExpressionToken,
  BooleanToken,
  data,
  Evaluator,
  InsertExpressionToken,
  Lexer,
  MappingToken,
  NullToken,
  NumberToken,
  Parser,
  SequenceToken,
  type FunctionDefinition,
} from '#github-language';
import { items, place, type Token } from './token';
import { asText, toData, toText, toValue, type Data, type Value, type Variables } from './value';

/** All contexts that exist somewhere. The parser has refused each where it is not allowed; absent ones are null. */
const CONTEXTS = [
  ...['github', 'inputs', 'vars', 'secrets', 'needs', 'strategy', 'matrix'],
  ...['steps', 'job', 'runner', 'env', 'jobs'],
];

/** Whether what came before succeeded, failed, or was cancelled. */
export interface Standing {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

export interface Scope {
  readonly contexts: { readonly [name: string]: Value | Variables };
  /** For `success()` and the like. @default - all is well */
  readonly standing?: Standing;
  /** Digest of files in the workspace, for `hashFiles()`. @default - there is no workspace here */
  readonly hashFiles?: (patterns: readonly string[]) => string;
}

export function evaluate(expression: string, scope: Scope): Data {
  const functions = functionsOf(scope);
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, CONTEXTS, functions).parse();
  const table = new Map(functions.map((definition) => [definition.name.toLowerCase(), definition]));
  return new Evaluator(tree, new Contexts(scope.contexts), table).evaluate();
}

/** Converts a context when an expression asks for it: an event may be large. */
class Contexts extends data.Dictionary {
  constructor(private readonly contexts: Scope['contexts']) {
    super();
  }

  override get(key: string): Data {
    return toData(this.contexts[key.toLowerCase()]);
  }
}

/** Whether a condition holds. */
export function holds(expression: string, scope: Scope): boolean {
  return truthy(evaluate(expression, scope));
}

function truthy(value: Data): boolean {
  if (value instanceof data.StringData) return value.value !== '';
  if (value instanceof data.NumberData) return value.value !== 0 && !Number.isNaN(value.value);
  if (value instanceof data.BooleanData) return value.value;
  return !(value instanceof data.Null);
}

function functionsOf({ standing, hashFiles }: Scope): FunctionDefinition[] {
  const status = (name: string, value: boolean): FunctionDefinition => {
    return { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) };
  };
  const { success, failure, cancelled } = standing ?? { success: true, failure: false, cancelled: false };
  const hash = (...patterns: Data[]): Data => {
    if (hashFiles === undefined) throw new Error('hashFiles() is possible in steps only, where there is a workspace.');
    return new data.StringData(hashFiles(patterns.map(toText)));
  };
  return [
    status('success', success),
    status('failure', failure),
    status('cancelled', cancelled),
    status('always', true),
    { name: 'hashFiles', minArgs: 1, maxArgs: 255, call: hash },
  ];
}

/** The whole value with its expressions evaluated. */
export function resolve(token: Token | undefined, scope: Scope): Data {
  if (token === undefined || token instanceof NullToken) return new data.Null();
  if (token instanceof BasicExpressionToken) return evaluate(token.expression, scope);
  if (token instanceof BooleanToken) return new data.BooleanData(token.value);
  if (token instanceof NumberToken) return new data.NumberData(token.value);
  if (token instanceof SequenceToken) return resolveList(token, scope);
  if (token instanceof MappingToken) return resolveTable(token, scope);
  return new data.StringData(token.assertScalar('value').toString());
}

/** A list inside of a list by an expression stays one item, as on GitHub. */
function resolveList(token: Token, scope: Scope): Data {
  return new data.Array(...items(token).map((item) => resolve(item, scope)));
}

/** `${{ insert }}: <mapping>` adds the pairs of another mapping. */
function resolveTable(token: MappingToken, scope: Scope): Data {
  const table = new data.Dictionary();
  for (let i = 0; i < token.count; i += 1) {
    const { key, value } = token.get(i);
    const resolved = resolve(value, scope);
    if (key instanceof InsertExpressionToken) {
      if (resolved instanceof data.Dictionary) for (const pair of resolved.pairs()) table.add(pair.key, pair.value);
    } else table.add(toText(resolve(key, scope)), resolved);
  }
  return table;
}

/** A text. A whole mapping or list is none, and refused as on GitHub; within a text it shows its kind. */
export function resolveText(token: Token | undefined, scope: Scope): string {
  return plain(resolve(token, scope));
}

function plain(value: Data): string {
  if (value instanceof data.Dictionary) throw new Error('A mapping was not expected');
  if (value instanceof data.Array) throw new Error('A sequence was not expected');
  return toText(value);
}

/**
 * A boolean, such as that of `continue-on-error`. A text that says `true` is none: GitHub answers "Unexpected value
 * 'true'", and the same to what is missing. Source: actions/runner src/Sdk/WorkflowParser TemplateEvaluator.cs.
 */
export function resolveBoolean(token: Token | undefined, scope: Scope): boolean | undefined {
  return token === undefined ? undefined : booleanOf(resolveValue(token, scope), place(token));
}

/** A whole number, such as minutes: what stands behind the point is cut. A text of digits is no number. */
export function resolveWhole(token: Token | undefined, scope: Scope): number | undefined {
  return token === undefined ? undefined : wholeOf(resolveValue(token, scope), place(token));
}

/** The same of a value that is known; undefined where there is none. */
export function booleanOf(value: Value, where: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw unexpected(value, where);
}

export function wholeOf(value: Value, where: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return Math.trunc(value);
  throw unexpected(value, where);
}

function unexpected(value: Value, where: string): Error {
  return new Error(`The template is not valid. ${where} Unexpected value '${asText(value)}'`);
}

/** A mapping of texts, such as `env`, `with` or `outputs`. */
export function resolveTexts(token: Token | undefined, scope: Scope): Record<string, string> {
  const resolved = resolve(token, scope);
  if (!(resolved instanceof data.Dictionary)) return {};
  return Object.fromEntries(resolved.pairs().map(({ key, value }) => [key, plain(value)]));
}

export function resolveValue(token: Token | undefined, scope: Scope): Value {
  return toValue(resolve(token, scope));
}
