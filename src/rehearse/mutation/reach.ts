/** What a story reaches of the emitted files: only there it can notice a damage. */
import { calledScripts } from '../../github/script';
import type { RenderedFile } from '../../model/rendered-file';
import type { Mutant } from './mutant';

/** Keys of steps, and the scripts that these run. */
export interface Reach {
  readonly steps: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
}

export function reachOf(keys: readonly string[], files: readonly RenderedFile[]): Reach {
  return { steps: new Set(keys), scripts: scriptsOf(keys, files) };
}

/** Scripts that these steps run, and those that they call. */
function scriptsOf(keys: readonly string[], files: readonly RenderedFile[]): Set<string> {
  const found = new Set<string>();
  const follow = (name: string): void => {
    const file = files.find(({ path }) => path === `.github/scripts/${name}.sh`);
    if (file === undefined || found.has(file.path)) return;
    found.add(file.path);
    for (const called of calledScripts({ name, text: file.content })) follow(called);
  };
  for (const key of keys) {
    const [path = '', , step = ''] = key.split('\n');
    const text = files.find((file) => file.path === path)?.content ?? '';
    const after = text.slice(text.indexOf(`name: ${step}`));
    const script = /run: \.github\/scripts\/([a-z-]+)\.sh/.exec(after.slice(0, after.indexOf('- name:', 8) >>> 0))?.[1];
    if (script !== undefined) follow(script);
  }
  return found;
}

/** Whether a story that reaches this could notice. */
export function reaches({ steps, scripts }: Reach, mutant: Mutant): boolean {
  if (mutant.path.endsWith('.sh')) return scripts.has(mutant.path);
  if (mutant.steps.length > 0) return mutant.steps.some((step) => steps.has(step));
  return [...steps].some((step) => step.startsWith(`${mutant.path}\n`));
}
