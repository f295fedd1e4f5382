/** The commands of the emitted runbooks: what each is for, and which environment it is about. */
import type { Stage } from '../../stage/stage';
import { typedIn, wordsOf } from '../../stage/typed';

export type Kind = 'go back' | 'look' | 'mend' | 'remove' | 'build' | 'promote' | 'emergency' | 'records';

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^gh workflow run rollback\.yml /, 'go back'],
  [/^gh workflow run deploy-[\w-]+\.yml /, 'build'],
  [/^gh workflow run promote-to-[\w-]+\.yml .*-f emergency=true/, 'emergency'],
  [/^gh workflow run promote-to-[\w-]+\.yml /, 'promote'],
  [/^gh api /, 'records'],
  [/^aws cloudformation continue-update-rollback /, 'mend'],
  [/^aws cloudformation delete-stack /, 'remove'],
  [/^aws (cloudformation describe-\w+|lambda get-)/, 'look'],
];

/** What a command is for. Throws for one that no story plays. */
export function kindOf(line: string): Kind {
  const found = KINDS.find(([pattern]) => pattern.test(line));
  if (found === undefined) throw new Error(`No story plays this command of a runbook: ${line}`);
  return found[1];
}

export type Page = 'rollback' | 'promotion';

/** All commands of a kind on a page, each once. */
export function linesOf(stage: Stage, page: Page, kind: Kind): string[] {
  const path = `docs/runbooks/${page}.md`;
  const text = stage.parts.project.renderFiles().find((file) => file.path === path)?.content;
  if (text === undefined) throw new Error(`${stage.parts.project.name} has no ${path}.`);
  return [...new Set(typedIn(text))].filter((line) => kindOf(line) === kind);
}

/** The environment that a command names: by stack, function with alias, or field. */
export function environmentOf(stage: Stage, line: string): string {
  const words = wordsOf(line);
  const found = stage.delivery.chain.find(({ name }) => {
    const { stack, alias } = stage.names(name);
    return [stack, alias, `environment=${name}`, `promote-to-${name}.yml`].some((word) => words.includes(word));
  });
  if (found === undefined) throw new Error(`This command names no environment: ${line}`);
  return found.name;
}

/** Commands about one environment. */
export function linesAbout(stage: Stage, page: Page, kind: Kind, environment: string): string[] {
  return linesOf(stage, page, kind).filter((line) => environmentOf(stage, line) === environment);
}
