/** Pages for the people who deploy and go back: what those of every kind of repository are made of. */
import { shellWord } from '../github/dispatch-command';
import type { Environment } from '../model/platform';

export interface Page {
  readonly path: string;
  readonly lines: readonly string[];
}

/** Stands for what a person writes. */
export const REASON = 'what happened and who decided';
export const TICKET = 'INC-1234';

/** Lines that are pasted into a shell. */
export function shell(...lines: readonly string[]): string[] {
  return ['```bash', ...lines, '```', ''];
}

export function title({ name }: Pick<Environment, 'name'>): string {
  return name.toUpperCase();
}

/** The newest runs of a workflow, with their outcome and who started them. */
export function runsLine(repository: string, workflow: string): string {
  const path = shellWord(`repos/${repository}/actions/workflows/${workflow}/runs?per_page=5`);
  return `gh api ${path} --jq '.workflow_runs[] | [.html_url, .conclusion, .actor.login] | @tsv'`;
}
