/** What people read in a pull request, and the line in it that the tool reads again. */
import type { Level } from '../meaning';
import type { Draft } from './draft';

/** What stands in the body of a pull request for the tool. */
export interface Mark {
  /** Version of the tool that made the change. */
  readonly tool: string;
  readonly digest: string;
  /** Closed by the tool, and not because of what the change is: it may be proposed again. */
  readonly withdrawn: boolean;
}

export interface Told extends Mark {
  readonly repository: string;
  readonly definition: string;
  readonly draft: Draft;
}

const HEADINGS: { readonly [level in Level]: string } = {
  risk: 'Look at these first',
  change: 'What is done differently',
  note: 'What changes without any effect',
};

/** GitHub takes 65,536 characters; the rest is in the files. */
const MOST_LINES = 60;
const MOST_CHARACTERS = 240;

/** Title of the pull request and of the commit. */
export function titleOf({ draft: { meaning, files } }: Told): string {
  const risks = meaning.filter(({ level }) => level === 'risk').length;
  const count = `${files.length} generated ${files.length === 1 ? 'file' : 'files'}`;
  const warning = risks === 0 ? '' : ` (${risks} ${risks === 1 ? 'point' : 'points'} to look at)`;
  return `ci: update ${count}${warning}`;
}

/** Body of the pull request: what the change means, the files, how to test it, how to refuse it. */
export function bodyOf(told: Told): string {
  const { repository, definition, tool, draft } = told;
  return `${[
    `projen-fleet ${tool} proposes what \`${definition}\` says of this repository. Files that people own are not touched.`,
    ...meaningParts(draft),
    '### Files',
    list(draft.files.map(({ path, kind }) => `\`${path}\` (${kind})`)),
    '### How to test it',
    list([
      'The checks of this pull request run with the new files; a required check that is red is a reason not to merge.',
      'On this branch, `sha256sum --check --strict --quiet .projen/managed.sha256` compares every generated file.',
      `In the fleet's repository, \`projen-fleet rehearse ${repository}\` executes these workflows offline, approvals and roll-backs included.`,
    ]),
    '### If it is wrong',
    `Change \`${definition}\`, not the files: the next run updates this branch. Commits that people push to it are never overwritten. ` +
      'Closed without merging, it is not proposed again until something else is generated.',
    renderMark(told),
  ].join('\n\n')}\n`;
}

function meaningParts({ meaning }: Draft): string[] {
  return (['risk', 'change', 'note'] as const).flatMap((level) => {
    const sentences = meaning.filter((sentence) => sentence.level === level);
    return sentences.length === 0 ? [] : [`### ${HEADINGS[level]}`, list(sentences.map(({ text }) => quiet(text)))];
  });
}

function list(lines: readonly string[]): string {
  const more = lines.length - MOST_LINES;
  const shown = more > 0 ? [...lines.slice(0, MOST_LINES), `and ${more} more`] : lines;
  return shown.map((line) => `- ${line.slice(0, MOST_CHARACTERS)}`).join('\n');
}

/** Text from a repository calls nobody and links to nothing: no mention, no issue, no tag of HTML. */
function quiet(text: string): string {
  return text.replaceAll(/(?<![\w`/.-])[@#](?=\w)/g, (sign) => `${sign}\u200b`).replaceAll('<', '&lt;');
}

export function renderMark({ tool, digest, withdrawn }: Mark): string {
  return `<!-- projen-fleet tool=${tool} change=${digest}${withdrawn ? ' withdrawn' : ''} -->`;
}

const MARK = /<!-- projen-fleet tool=(\S+) change=([0-9a-f]+)( withdrawn)? -->/;

/** The mark in a body; undefined where a person wrote it, or took the mark out. */
export function readMark(body: string | null): Mark | undefined {
  const [, tool, digest, withdrawn] = MARK.exec(body ?? '') ?? [];
  return tool === undefined || digest === undefined ? undefined : { tool, digest, withdrawn: withdrawn !== undefined };
}

/** The body with the mark that its change may be proposed again. */
export function withdraw(body: string | null): string {
  const mark = readMark(body);
  return mark === undefined ? (body ?? '') : (body ?? '').replace(MARK, () => renderMark({ ...mark, withdrawn: true }));
}
