/** Reads what an emitted workflow would give a script, so that tests run scripts as the workflow does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type Variables = Record<string, string>;

/** Variables of the step that runs a script, once for each row of the job's matrix. */
export function stepsOf(repository: string, workflow: string, script: string, temp: string): Variables[] {
  const file = join(repository, '.github/workflows', workflow);
  const loaded: unknown = parse(readFileSync(file, 'utf8'));
  return values(at(loaded, 'jobs')).flatMap((job) => {
    const step = values(at(job, 'steps')).find((each) => at(each, 'run') === `.github/scripts/${script}.sh`);
    if (step === undefined) return [];
    const rows = values(at(job, 'strategy', 'matrix', 'include'));
    return (rows.length === 0 ? [undefined] : rows).map((row) => fill(at(step, 'env'), row, temp));
  });
}

function fill(env: unknown, row: unknown, temp: string): Variables {
  const contexts = { matrix: row, runner: { temp } };
  return Object.fromEntries(
    entries(env).map(([name, text]) => {
      const filled = String(text).replaceAll(/\$\{\{ ([\w.]+) \}\}/g, (_, path: string) => {
        const value = at(contexts, ...path.split('.'));
        return typeof value === 'string' ? value : '';
      });
      return [name, filled];
    }),
  );
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }, value);
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function values(value: unknown): unknown[] {
  return entries(value).map(([, inner]) => inner);
}
