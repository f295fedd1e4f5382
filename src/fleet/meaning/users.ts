import { BrokenYaml } from '../../verify/read/read-tree';
import { below, keysOf, wholeText } from './node';
import { readYaml } from './read-yaml';
import { codeLines } from './script';

/** Files by their path in a repository. */
export type Files = ReadonlyMap<string, string>;

const WORKFLOW = /^\.github\/workflows\/([^/]+)\.ya?ml$/;
const ACTION = /^\.github\/actions\/([^/]+)\/action\.ya?ml$/;

/**
 * Which jobs run a file, directly or through actions and scripts: "`deploy` of sam-deploy". By the names that stand in their
 * text, so that a path which is put together from variables counts as well.
 */
export class Users {
  private jobs: readonly Job[] | undefined;

  constructor(private readonly files: Files) {}

  of(path: string): string[] {
    this.jobs ??= [...this.files].flatMap(([file, text]) => jobsIn(file, text));
    return this.jobs.filter((job) => this.reaches(job, path)).map(({ name }) => name);
  }

  private reaches({ text }: Job, path: string): boolean {
    const seen = new Set<string>();
    const open = [text];
    for (let said = open.pop(); said !== undefined; said = open.pop())
      for (const found of this.mentioned(said)) {
        if (seen.has(found)) continue;
        seen.add(found);
        if (found === path) return true;
        const content = this.files.get(found) ?? '';
        open.push(found.endsWith('.sh') ? codeLines(content) : content);
      }
    return false;
  }

  /** Files that a text names; of an action, all that lies beside it. */
  private mentioned(text: string): string[] {
    const actions = new Set([...text.matchAll(/\.github\/actions\/([\w-]+)/g)].map(([, name = '']) => name));
    const names = new Set([...text.matchAll(/[\w.-]+\.[a-z]{2,5}\b/g)].map(([name]) => name));
    return [...this.files.keys()].filter((path) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const action = /^\.github\/actions\/([^/]+)\//.exec(path)?.[1];
      return action === undefined ? path.startsWith('.github/scripts/') && names.has(name) : actions.has(action);
    });
  }
}

interface Job {
  readonly name: string;
  readonly text: string;
}

function jobsIn(file: string, text: string): Job[] {
  const title = WORKFLOW.exec(file)?.[1];
  if (title === undefined) return [];
  try {
    const jobs = below(readYaml(text), 'jobs');
    return keysOf(jobs).map((id) => ({ name: `\`${id}\` of ${title}`, text: wholeText(below(jobs, id)) }));
  } catch (error) {
    if (error instanceof BrokenYaml) return []; // told where the file itself is compared
    throw error;
  }
}

/** What people call a file. */
export function titleOf(path: string): string {
  const [workflow, action] = [WORKFLOW.exec(path)?.[1], ACTION.exec(path)?.[1]];
  return workflow ?? (action === undefined ? path : `action ${action}`);
}
