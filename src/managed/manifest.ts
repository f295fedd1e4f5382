import { folded, MANIFEST, normalised, tryPathFault } from './paths';
import { readStateFile, stateFault } from './state-file';
import type { Survey } from './survey';
import { namesWriter, tryWriter, writerLine, type Writer } from './writer';

/** What the tool wrote last: path to SHA-256. */
export interface Manifest {
  readonly content: Buffer | undefined;
  readonly hashes: ReadonlyMap<string, string>;
  /** Who wrote it. @default - unknown: versions before 0.1.0 did not say so */
  readonly writer: Writer | undefined;
}

const WAY_OUT =
  `Restore it (git checkout -- ${MANIFEST}), or delete it and run again: ` +
  'files that equal the rendering are taken over, all others are shown before anything is written';

/**
 * Reads `.projen/managed.sha256`, which anybody may have edited: its paths decide what is removed, so it is not believed.
 *
 * Throws with the number of the line that is malformed, leads out of the repository, or names a file or a writer twice.
 */
export function readManifest(survey: Survey): Manifest {
  const { content, lines } = readStateFile(survey, MANIFEST, WAY_OUT);
  const hashes = new Map<string, string>();
  const seen = new Set<string>();
  let writer: Writer | undefined;
  for (const [i, line] of lines.entries()) {
    const refuse = (fault: string): never => {
      throw stateFault(MANIFEST, `line ${i + 1} ${fault}: ${JSON.stringify(line.slice(0, 200))}`, WAY_OUT);
    };
    if (line.startsWith('#')) {
      if (!namesWriter(line)) continue;
      if (writer !== undefined) refuse('names the writer a second time');
      writer = tryWriter(line) ?? refuse('is not "# projen-fleet <version>, definition <12 to 64 hex digits>"');
      continue;
    }
    const [, hash, path] = /^([0-9a-f]{64}) [ *](.*)$/.exec(line) ?? [];
    const fault =
      hash === undefined || path === undefined ? 'is not "<64 hex digits>  <path>"' : tryEntryFault(path, seen);
    if (fault !== undefined) refuse(fault);
    hashes.set(String(path), String(hash));
    seen.add(folded(String(path)));
  }
  return { content, hashes, writer };
}

/**
 * The manifest in the format of `sha256sum`, sorted by path, so that `sha256sum --check --strict` is the guard in CI. Empty
 * when there are no files: `sha256sum` refuses a list of nothing.
 */
export function renderManifest(hashes: ReadonlyMap<string, string>, writer: Writer | undefined): string {
  const sorted = [...hashes].sort(([a], [b]) => (a < b ? -1 : 1));
  const head = writer === undefined || sorted.length === 0 ? '' : writerLine(writer);
  return head + sorted.map(([path, hash]) => `${hash}  ${path}\n`).join('');
}

function tryEntryFault(path: string, seen: ReadonlySet<string>): string | undefined {
  const fault = tryPathFault(path);
  if (fault !== undefined) return `is forged: its path ${fault}`;
  if (normalised(path) !== path) return `is forged: its path is written ${normalised(path)}`;
  return seen.has(folded(path)) ? 'names a file that an earlier line names' : undefined;
}
