import { applyEdits, modify } from 'jsonc-parser';
import type { Edit } from '../managed';
import { UsageError } from './surroundings';

/** projen's own list of commands, without which `npx projen` has none. It never changes, so it is no managed file. */
const TASKS = {
  default: { description: 'Write the files of the definition', command: 'apply' },
  plan: { description: 'Show what would be written', command: 'plan' },
  check: { description: 'Fail where a managed file is missing or edited', command: 'check' },
  verify: { description: 'Find defects in the workflows', command: 'verify' },
} as const;

/** `.projenrc.ts` in whole: which definition this repository follows. */
export function projenrc(className: string, module: string): string {
  return `import { ${className} } from '${module}';\nnew ${className}().synth();\n`;
}

/** `.projen/tasks.json`. */
export function tasks(): string {
  const entries = Object.entries(TASKS).map(([name, { description, command }]) => {
    return [name, { name, description, steps: [{ exec: `projen-fleet ${command}`, receiveArgs: true }] }] as const;
  });
  return `${JSON.stringify({ tasks: Object.fromEntries(entries) }, undefined, 2)}\n`;
}

/** `package.json` with the two development dependencies, all else byte for byte as it was. */
export function packageJson(
  before: string | undefined,
  name: string,
  versions: Readonly<Record<string, string>>,
): string {
  if (before !== undefined) refuseBroken(before);
  const own = `${JSON.stringify({ name, private: true, devDependencies: {} }, undefined, 2)}\n`;
  return Object.entries(versions).reduce((text, [dependency, version]) => {
    return applyEdits(
      text,
      modify(text, ['devDependencies', dependency], version, { formattingOptions: formatOf(text) }),
    );
  }, before ?? own);
}

/** What npm could not read either; an edit of it would make it worse. */
function refuseBroken(text: string): void {
  const parsed = parsePackage(text);
  const development: unknown = isTable(parsed) ? Reflect.get(parsed, 'devDependencies') : undefined;
  if (!isTable(parsed)) throw new UsageError('package.json holds no JSON object. Repair it, then run this again.');
  if (development !== undefined && !isTable(development)) {
    throw new UsageError('devDependencies in package.json is no JSON object. Repair it, then run this again.');
  }
}

function parsePackage(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return parsed;
  } catch {
    return undefined;
  }
}

/** What `packageManager` in a `package.json` names, without its version: `pnpm@9.0.0` is pnpm. */
export function packageManagerOf(text = ''): string | undefined {
  const parsed = parsePackage(text);
  const named: unknown = isTable(parsed) ? Reflect.get(parsed, 'packageManager') : undefined;
  return typeof named === 'string' ? named.split('@')[0] : undefined;
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function formatOf(text: string): { insertSpaces: boolean; tabSize: number; eol: string } {
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

/** `.gitignore` with a line for node_modules, unless one is there. */
export function gitignore(before = ''): string {
  const ignored = before.split(/\r?\n/).some((line) => /^(\*\*\/|\/)?node_modules(\/\*{0,2})?$/.test(line.trim()));
  if (ignored) return before;
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const ended = before === '' || before.endsWith('\n') ? before : `${before}${eol}`;
  return `${ended}node_modules/${eol}`;
}

/** Edits that change something. */
export function changed(edits: readonly Edit[]): Edit[] {
  return edits.filter(({ before, after }) => before !== after);
}
