/** The expressions that emitted workflows use: contexts, texts, comparisons, `&&`, `||`, `!`, and the status functions. */

export type Value = string | boolean | null | { readonly [name: string]: Value | undefined };
export interface Scope {
  readonly contexts: { readonly [name: string]: Value | undefined };
  /** How the job, or the action, stands. */
  readonly failed: boolean;
}

/** Texts with `${{ }}` in them; a value that is nothing but one expression keeps no type: all become text. */
export function fill(text: string, scope: Scope): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, inside: string) => asText(evaluate(inside, scope)));
}

/** The value of `if:`. Without a status function it also asks that nothing failed before. */
export function holds(condition: string | undefined, scope: Scope): boolean {
  if (condition === undefined) return !scope.failed;
  const bare = condition.replace(/^\$\{\{(.*)\}\}$/, '$1');
  const asksStatus = /\b(success|failure|cancelled|always)\(\)/.test(bare);
  return (asksStatus || !scope.failed) && truthy(evaluate(bare, scope));
}

export function evaluate(text: string, scope: Scope): Value {
  const tokens = text.match(/'(?:[^']|'')*'|&&|\|\||[!=]=|[!()]|[\w.-]+|\S/g) ?? [];
  const value = either(tokens, scope);
  if (tokens.length > 0) throw new Error(`Cannot read "${tokens.join(' ')}" in "${text}"`);
  return value;
}

function either(tokens: string[], scope: Scope): Value {
  let value = both(tokens, scope);
  while (take(tokens, '||')) {
    const right = both(tokens, scope);
    value = truthy(value) ? value : right;
  }
  return value;
}

function both(tokens: string[], scope: Scope): Value {
  let value = compared(tokens, scope);
  while (take(tokens, '&&')) {
    const right = compared(tokens, scope);
    value = truthy(value) ? right : value;
  }
  return value;
}

function compared(tokens: string[], scope: Scope): Value {
  const left = single(tokens, scope);
  if (take(tokens, '==')) return same(left, single(tokens, scope));
  if (take(tokens, '!=')) return !same(left, single(tokens, scope));
  return left;
}

function single(tokens: string[], scope: Scope): Value {
  if (take(tokens, '!')) return !truthy(single(tokens, scope));
  if (take(tokens, '(')) {
    const value = either(tokens, scope);
    if (!take(tokens, ')')) throw new Error(`")" is missing before "${tokens.join(' ')}"`);
    return value;
  }
  const token = tokens.shift() ?? '';
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (tokens[0] === '(') return status(token, tokens.splice(0, 2).join(''), scope);
  if (token === 'true' || token === 'false') return token === 'true';
  return lookUp(token, scope);
}

function status(name: string, brackets: string, { failed }: Scope): boolean {
  const known: Record<string, boolean> = { success: !failed, failure: failed, always: true, cancelled: false };
  const value = known[name];
  if (value === undefined || brackets !== '()') throw new Error(`No expression of the emitted workflows has ${name}(`);
  return value;
}

/** What is not there is empty, as in GitHub; a context that does not exist is a mistake. */
function lookUp(path: string, { contexts }: Scope): Value {
  const [first = '', ...rest] = path.split('.');
  let value = contexts[first];
  if (value === undefined) throw new Error(`There is no context "${first}" here (${path})`);
  for (const name of rest) value = typeof value === 'object' && value !== null ? value[name] : undefined;
  return value ?? null;
}

function take(tokens: string[], wanted: string): boolean {
  if (tokens[0] !== wanted) return false;
  tokens.shift();
  return true;
}

/** Texts are compared without regard to case; null equals the empty text. */
function same(left: Value, right: Value): boolean {
  if (typeof left === 'boolean' && typeof right === 'boolean') return left === right;
  if (typeof left === 'boolean' || typeof right === 'boolean') return asNumber(left) === asNumber(right);
  return asText(left).toLowerCase() === asText(right).toLowerCase();
}

function asNumber(value: Value): number {
  return value === null ? 0 : Number(value);
}

function truthy(value: Value): boolean {
  return value !== null && value !== '' && value !== false;
}

function asText(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'object') throw new Error('A whole context is no text.');
  return String(value);
}
