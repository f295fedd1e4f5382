/** What a story reaches of the emitted files: only there it can notice a damage. */
import { dirname, join } from 'node:path/posix';
import { calledScripts } from '../../github/script';
import type { RenderedFile } from '../../model/rendered-file';
import type { Mutant } from './mutant';

/** Looks up which steps a damage could be noticed by. */
export class Reach {
  private readonly scripts = new Map<string, ReadonlySet<string>>();

  constructor(private readonly files: readonly Pick<RenderedFile, 'path' | 'content'>[]) {}

  /** Those of these steps, as `file\njob\nstep`, that the mutant is about. */
  of(mutant: Mutant, steps: readonly string[]): string[] {
    if (mutant.path.endsWith('.sh')) return steps.filter((step) => this.scriptsOf(step).has(mutant.path));
    if (mutant.steps.length > 0) return steps.filter((step) => mutant.steps.includes(step));
    return steps.filter((step) => step.startsWith(`${mutant.path}\n`));
  }

  /** Scripts that a step runs, and those that they call. */
  private scriptsOf(key: string): ReadonlySet<string> {
    const known = this.scripts.get(key);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const [path = '', , step = ''] = key.split('\n');
    const text = this.files.find((file) => file.path === path)?.content ?? '';
    const from = text.indexOf(`name: ${step}\n`);
    const own = { name: step, text: text.slice(from, text.indexOf('- name:', from + 1) >>> 0) };
    const follow = (name: string): void => {
      const places = [`.github/scripts/${name}.sh`, join(dirname(path), `${name}.sh`)];
      const file = this.files.find((each) => places.includes(each.path));
      if (file === undefined || found.has(file.path)) return;
      found.add(file.path);
      for (const called of calledScripts({ name, text: file.content })) follow(called);
    };
    for (const called of calledScripts(own)) follow(called);
    this.scripts.set(key, found);
    return found;
  }
}
