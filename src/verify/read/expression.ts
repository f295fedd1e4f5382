import { Lexer, Parser, type Expr } from '#github-language';

/** An expression of GitHub's language, read by GitHub's own parser. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** `a.b['c']`: an index that is no literal, and `*`, are "*". */
  | { readonly kind: 'reference'; readonly path: readonly string[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'logic'; readonly operator: string; readonly of: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Expression[] };

const CONTEXTS = [
  'github',
  'inputs',
  'vars',
  'secrets',
  'needs',
  'strategy',
  'matrix',
  'steps',
  'job',
  'runner',
  'env',
  'jobs',
];
const FUNCTIONS = ['success', 'failure', 'cancelled', 'always', 'hashFiles'].map((name) => {
  return { name, minArgs: 0, maxArgs: 255 };
});

const known = new Map<string, Expression | undefined>();

/** The expression; undefined where GitHub's parser refuses it. */
export function parseExpression(text: string): Expression | undefined {
  if (known.has(text)) return known.get(text);
  // Texts repeat within a fleet; what a single odd file brings must not stay for ever.
  if (known.size > 5000) known.clear();
  const parsed = tryParse(text);
  known.set(text, parsed);
  return parsed;
}

function tryParse(text: string): Expression | undefined {
  if (text.length > 21_000) return undefined;
  try {
    const { tokens } = new Lexer(text).lex();
    return convert(new Parser(tokens, CONTEXTS, FUNCTIONS).parse());
  } catch {
    return undefined;
  }
}

function convert(expression: Expr): Expression {
  return expression.accept<Expression>({
    visitLiteral: ({ literal }) => ({ kind: 'literal', value: literalOf(literal.coerceString(), literal.kind) }),
    visitUnary: ({ expr }) => ({ kind: 'not', of: convert(expr) }),
    visitBinary: ({ operator, left, right }) => {
      return { kind: 'compare', operator: operator.lexeme, left: convert(left), right: convert(right) };
    },
    visitLogical: ({ operator, args }) => ({ kind: 'logic', operator: operator.lexeme, of: args.map(convert) }),
    visitGrouping: ({ group }) => convert(group),
    visitContextAccess: ({ name }) => ({ kind: 'reference', path: [name.lexeme.toLowerCase()] }),
    visitIndexAccess: ({ expr, index }) => access(convert(expr), index),
    visitFunctionCall: ({ functionName, args }) => {
      return { kind: 'call', name: functionName.lexeme.toLowerCase(), of: args.map(convert) };
    },
  });
}

function access(of: Expression, index: Expr): Expression {
  if (of.kind !== 'reference') return { kind: 'call', name: 'index', of: [of] };
  // A star has no visitor: it stands for every name.
  const found =
    'literal' in index || 'expr' in index || 'name' in index || 'args' in index ? convert(index) : undefined;
  const name = found?.kind === 'literal' ? String(found.value) : '*';
  return { kind: 'reference', path: [...of.path, name] };
}

/** Kinds of GitHub's data: 0 text, 3 boolean, 4 number, 6 nothing. */
function literalOf(text: string, kind: number): string | number | boolean | null {
  if (kind === 0) return text;
  if (kind === 6) return null;
  return text === 'true' || text === 'false' ? text === 'true' : Number(text);
}

/** All references in an expression. */
export function referencesOf(expression: Expression | undefined): (readonly string[])[] {
  switch (expression?.kind) {
    case 'reference':
      return [expression.path];
    case 'not':
      return referencesOf(expression.of);
    case 'compare':
      return [...referencesOf(expression.left), ...referencesOf(expression.right)];
    case 'logic':
    case 'call':
      return expression.of.flatMap(referencesOf);
    default:
      return [];
  }
}

/** Names of all functions that an expression calls. */
export function functionsOf(expression: Expression | undefined): string[] {
  switch (expression?.kind) {
    case 'call':
      return [expression.name, ...expression.of.flatMap(functionsOf)];
    case 'not':
      return functionsOf(expression.of);
    case 'compare':
      return [...functionsOf(expression.left), ...functionsOf(expression.right)];
    case 'logic':
      return expression.of.flatMap(functionsOf);
    default:
      return [];
  }
}

export interface Spot {
  /** What stands between the braces. */
  readonly text: string;
  readonly offset: number;
}

/** Every `${{ … }}` of a text. */
export function expressionsIn(text: string): Spot[] {
  if (!text.includes('${{')) return [];
  return [...text.matchAll(/\$\{\{((?:'(?:[^']|'')*'|[^'}]|\}(?!\}))*)\}\}/g)].map(({ 1: inside = '', index }) => {
    return { text: inside.trim(), offset: index };
  });
}
