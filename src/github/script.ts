import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Memory } from '../model/memory';
import type { Step } from './workflow';

/** Where scripts live in a generated repository. */
export const SCRIPTS = '.github/scripts';

/** A shell program that a workflow runs: a file with a header, tested by itself. */
export interface Script {
  /** Name without `.sh`. */
  readonly name: string;
  /** Whole text; the first line is the shebang. */
  readonly text: string;
}

const texts = new Memory<string>(100);

/** Reads `<folder>/<name>.sh`. */
export function readScript(folder: string, name: string): Script {
  const path = join(folder, `${name}.sh`);
  return { name, text: texts.recall(path, () => readFileSync(path, 'utf8')) };
}

/** The names behind `# env:` in a script's header: what the step must hand over, no more and no less. */
export function declaredEnv({ text }: Script): string[] {
  return declared.recall(text, () => [...text.matchAll(/^# env: (\w+)/gm)].map((match) => match[1] ?? '').sort());
}

const declared = new Memory<string[]>(100);

/** The scripts that this one calls beside itself. */
export function calledScripts({ text }: Script): string[] {
  return called.recall(text, () => {
    const code = text.replace(/^\s*#.*$/gm, '');
    return [...new Set([...code.matchAll(/([a-z][a-z0-9-]*)\.sh\b/g)].map((match) => match[1] ?? ''))];
  });
}

const called = new Memory<string[]>(100);

/** What a step says beside the script that it runs. */
export type StepOptions = Omit<Step, 'name' | 'run' | 'uses' | 'with' | 'env'>;

/**
 * A step that runs a script with exactly the variables that its header declares. Values travel as environment
 * variables only: no expression is ever pasted into shell text.
 */
export function runScript(name: string, script: Script, env: Record<string, string>, options: StepOptions = {}): Step {
  const [declared, given] = [declaredEnv(script).join(', '), Object.keys(env).sort().join(', ')];
  if (declared !== given) {
    throw new Error(`${script.name}.sh declares env [${declared}] but step "${name}" gives [${given}]. Fix either.`);
  }
  const variables = given === '' ? {} : { env };
  return { name, ...options, ...variables, run: `${SCRIPTS}/${script.name}.sh` };
}

/** The text as it is written into a repository: the marker on the second line, behind the shebang. */
export function renderScript({ text }: Script, marker: string): string {
  const [shebang = '', ...rest] = text.split('\n');
  return [shebang, `# ${marker}`, ...rest].join('\n');
}
