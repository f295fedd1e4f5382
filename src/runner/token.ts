/** Reading of GitHub's token tree: what a YAML file says, with expressions still to be evaluated. */
import { MappingToken, SequenceToken, type TemplateToken } from '#github-language';

export type Token = TemplateToken;

/** Keys and values of a mapping; none where there is no mapping. */
export function entries(token: Token | undefined): [string, Token][] {
  if (!(token instanceof MappingToken)) return [];
  return [...iterate(token)].map(({ key, value }) => [key.toString(), value]);
}

/** The value of a key. */
export function child(token: Token | undefined, ...keys: readonly string[]): Token | undefined {
  return keys.reduce<Token | undefined>((inner, key) => {
    return inner instanceof MappingToken ? entries(inner).find(([name]) => name === key)?.[1] : undefined;
  }, token);
}

export function items(token: Token | undefined): Token[] {
  return token instanceof SequenceToken ? Array.from({ length: token.count }, (_, i) => token.get(i)) : [];
}

/** The text of a plain scalar. */
export function plainText(token: Token | undefined): string | undefined {
  return token?.isScalar === true && !token.isExpression ? token.assertScalar('text').toString() : undefined;
}

/** Whether any expression is in it. */
export function isDynamic(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.isExpression) return true;
  if (token instanceof MappingToken)
    return [...iterate(token)].some(({ key, value }) => key.isExpression || isDynamic(value));
  return items(token).some(isDynamic);
}

/** Where it stands, for messages: `(Line: 3, Col: 5)`. */
export function place(token: Token | undefined): string {
  return token?.line === undefined ? '' : `(Line: ${token.line}, Col: ${token.col ?? 1}): `;
}

/** The class declares an iterator only, which TypeScript does not take for something to iterate over. */
function* iterate(token: MappingToken): Generator<ReturnType<MappingToken['get']>> {
  for (let i = 0; i < token.count; i += 1) yield token.get(i);
}
