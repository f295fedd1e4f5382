import { readFileSync } from 'node:fs';

/** Version of this tool, and of projen as it was tested with: both from `package.json`. */
export function ownPackage(): { version: string; projen: string } {
  const file = require.resolve('projen-fleet/package.json');
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return { version: textAt(parsed, ['version']), projen: textAt(parsed, ['dependencies', 'projen']) };
}

function textAt(value: unknown, keys: readonly string[]): string {
  const found = keys.reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }, value);
  if (typeof found !== 'string') throw new Error(`package.json has no ${keys.join('.')}.`);
  return found;
}
