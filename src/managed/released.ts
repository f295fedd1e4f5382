import { normalised, RELEASED, tryPathFault } from './paths';
import { readStateFile, stateFault } from './state-file';
import type { Survey } from './survey';

/** Paths that were given back to people: emitted still, never written. */
export interface Released {
  readonly content: Buffer | undefined;
  readonly paths: ReadonlySet<string>;
}

const WAY_OUT = `Write one path per line, or restore it (git checkout -- ${RELEASED})`;

const HEADER =
  '# Files given back to people with --release; one path per line. Delete a line, or use --accept, to take a file back.\n';

/**
 * Reads `.projen/released`: one path per line, `#` starts a comment.
 *
 * A file of its own, because `sha256sum --check --strict` refuses any line of the manifest that is no hash.
 */
export function readReleased(survey: Survey): Released {
  const { content, lines } = readStateFile(survey, RELEASED, WAY_OUT);
  const paths = new Set<string>();
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const fault = tryPathFault(line);
    if (fault !== undefined)
      throw stateFault(RELEASED, `line ${i + 1} ${fault}: ${JSON.stringify(line.slice(0, 200))}`, WAY_OUT);
    paths.add(normalised(line));
  }
  return { content, paths };
}

/** The text of `.projen/released`, sorted; empty when nothing is released. */
export function renderReleased(paths: ReadonlySet<string>): string {
  return paths.size === 0
    ? ''
    : HEADER +
        [...paths]
          .sort()
          .map((path) => `${path}\n`)
          .join('');
}
