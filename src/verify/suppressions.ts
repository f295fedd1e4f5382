import type { Repository } from './read/repository';
import type { Source } from './read/source';
import type { Finding } from './verify';

const COMMENT = /#\s*projen-fleet:\s*ignore\b\s*(.*)$/;
const COMPLETE = /^(D\d\d(?:\s*,\s*D\d\d)*)\s+because\s+(\S.*)$/;

interface Suppression {
  readonly line: number;
  /** Whether the line holds nothing else: then it is for the next one. */
  readonly alone: boolean;
  readonly ids: readonly string[];
}

/** Leaves out what `# projen-fleet: ignore D05 because …` names, on its line or the line before; the reason is a must. */
export function applySuppressions(repository: Repository, findings: readonly Finding[]): Finding[] {
  const complaints: Finding[] = [];
  const byFile = new Map<string, readonly Suppression[]>();
  for (const source of repository.files) {
    if (source.content.includes('projen-fleet: ignore')) byFile.set(source.path, read(source, complaints));
  }
  const kept = findings.filter(({ id, file, line }) => {
    return !(byFile.get(file) ?? []).some(
      (each) =>
        each.ids.includes(id) && (each.line === line || (each.alone && isNext(repository, file, each.line, line))),
    );
  });
  return [...kept, ...complaints];
}

/** Other comments may stand between a suppression and its line. */
function isNext(repository: Repository, file: string, from: number, to: number): boolean {
  const between = repository.file(file)?.lines.slice(from, to - 1) ?? [];
  return to > from && between.every((text) => /^\s*#/.test(text));
}

function read(source: Source, complaints: Finding[]): Suppression[] {
  return source.lines.flatMap((text, i) => {
    const found = COMMENT.exec(text);
    if (found === null) return [];
    const complete = COMPLETE.exec(found[1] ?? '');
    if (complete?.[1] === undefined) {
      complaints.push(complaint(source, i + 1, found.index + 1));
      return [];
    }
    return [{ line: i + 1, alone: text.trim().startsWith('#'), ids: complete[1].split(/\s*,\s*/) }];
  });
}

function complaint(source: Source, line: number, column: number): Finding {
  return {
    ...{ id: 'D00', title: 'Suppression without a reason', severity: 'error', file: source.path, line, column },
    message: 'This suppression names no rule or no reason, so it suppresses nothing.',
    fix: 'Write "# projen-fleet: ignore D05 because <why it is right here>".',
    chain: [],
  };
}
