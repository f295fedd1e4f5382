import { BrokenYaml } from '../../verify/read/read-tree';
import { below, keysOf, type Node } from './node';
import { readYaml } from './read-yaml';
import { shown } from './rule';
import { powersOf } from './rules/jobs';
import { change, risk, type Told } from './sentence';
import { titleOf } from './users';

/** What it means that a file is new, or gone. */
export function comesOrGoes(path: string, before: string | undefined, after: string | undefined): Told {
  if (!path.startsWith('.github/workflows/')) {
    const title = titleOf(path);
    const name = title === path ? shown(path) : title;
    return change(`${name} is ${before === undefined ? 'new' : 'gone'}`);
  }
  const workflow = tryWorkflow(before ?? after ?? '');
  const starts = keysOf(below(workflow, 'on')).map(shown).join(', ');
  const jobs = keysOf(below(workflow, 'jobs'));
  if (before !== undefined) return risk(`workflow ${titleOf(path)} is gone: it started on ${starts}`);
  const powers = jobs.map((id) => powersOf(below(workflow, 'jobs', id))).filter((each) => each !== '');
  const all = [...new Set(powers.flatMap((each) => each.split(', ')))].join(', ');
  const text = `workflow ${titleOf(path)} is new: it starts on ${starts}`;
  return all === '' ? change(text) : risk(`${text}, with ${all}`);
}

function tryWorkflow(text: string): Node | undefined {
  try {
    return readYaml(text);
  } catch (error) {
    if (error instanceof BrokenYaml) return undefined;
    throw error;
  }
}
