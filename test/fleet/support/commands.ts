// Commands in this process, in folders of their own, with a Surroundings object that records what a person would see.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { run } from '../../../src/cli/program';
import type { Surroundings } from '../../../src/fleet/surroundings';

// jiti evaluates outside of jest's realm, where globals and classes are others. What it does is done here instead;
// the real one runs in test/packed.test.ts.
jest.mock('jiti', () => ({ createJiti: () => load }));

/** The library, as definitions in tests import it. */
export const LIBRARY = resolve(__dirname, '../../../src');

const home = process.cwd();
const folders: string[] = [];

afterEach(() => {
  process.chdir(home);
});

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files; removed when the test file is done. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'fleet-')));
  folders.push(folder);
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(folder, path)), { recursive: true });
    fs.writeFileSync(join(folder, path), text);
  }
}

export function read(folder: string, path: string): string | undefined {
  const file = join(folder, path);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  readonly questions: readonly string[];
}

/** `projen-fleet <arguments>` in a folder. */
export async function command(cwd: string, argv: readonly string[], more: Partial<Surroundings> = {}): Promise<Ran> {
  const [output, errors, questions]: string[][] = [[], [], []];
  process.chdir(cwd);
  const code = await run(argv, {
    ...{ cwd, now: new Date('2026-01-02T03:04:05.678Z'), pid: process.pid, host: 'test-host', color: false, env: {} },
    print: (line) => output?.push(line),
    printError: (line) => errors?.push(line),
    ask: (question) => {
      questions?.push(question);
      return Promise.resolve(false);
    },
    ...more,
  });
  return { code, output: text(output), errors: text(errors), questions: questions ?? [] };
}

/** Matches a text that holds this one, in an expected value. */
export function holding(part: string): unknown {
  return expect.stringContaining(part);
}

function text(lines: readonly string[] = []): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** A definition that emits these files, as source text. */
export function definition(className: string, name: string, files: Readonly<Record<string, string>>): string {
  return `import { FleetFile, FleetProject } from '${LIBRARY}';
export class ${className} extends FleetProject {
  constructor(options = {}) {
    super({ name: '${name}', definition: 'repos/${name}.ts', ...options });
    for (const [path, text] of Object.entries(${JSON.stringify(files)})) new FleetFile(this, path, () => String(text));
  }
}
`;
}

/** A `.projenrc.ts` that emits these files. */
export function projenrc(files: Readonly<Record<string, string>>, name = 'shop'): Record<string, string> {
  return { '.projenrc.ts': `${definition('Shop', name, files)}new Shop().synth();\n` };
}

function load(path: string): unknown {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(fs.readFileSync(path, 'utf8'), { compilerOptions });
  const indirect = eval;
  const wrapped: unknown = indirect(`(function (require, exports) {${outputText}\n})\n//# sourceURL=${path}`);
  const exported = {};
  if (typeof wrapped === 'function') Reflect.apply(wrapped, undefined, [require, exported]);
  return exported;
}
