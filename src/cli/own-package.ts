import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FILE = require.resolve('projen-fleet/package.json');

/** Version of this tool, and of projen as it was tested with: both from `package.json`. */
export function ownPackage(): { version: string; projen: string } {
  const parsed: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
  return { version: textAt(parsed, ['version']), projen: textAt(parsed, ['dependencies', 'projen']) };
}

/** The text of this package's CHANGELOG.md; nothing where it has none. */
export function ownChangelog(): string | undefined {
  const file = join(dirname(FILE), 'CHANGELOG.md');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function textAt(value: unknown, keys: readonly string[]): string {
  const found = keys.reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }, value);
  if (typeof found !== 'string') throw new Error(`package.json has no ${keys.join('.')}.`);
  return found;
}
