import type { Repository } from './read/repository';
import type { Link, Report, Rule, Severity } from './rule';
import { RULES } from './rules';
import { applySuppressions } from './suppressions';

/** A defect as people and programs get it. */
export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Relative to the repository. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
  readonly chain: readonly ChainLink[];
}

export interface ChainLink {
  readonly file: string;
  readonly line: number;
  readonly says: string;
}

/** The id of what is wrong with a file, or a suppression, itself. */
export const UNREADABLE = 'D00';

/**
 * All defects of a repository, each once, sorted by file, line and id; those that are suppressed with a reason left
 * out. With `rules`, only these are judged; with `now`, also what depends on the day.
 */
export function verify(repository: Repository, rules: readonly string[] = [], now?: Date): Finding[] {
  const broken = repository.broken.map(({ source, place, reason }) => {
    return toFinding(
      { id: UNREADABLE, title: 'Unreadable file', severity: 'error' },
      { source, place, message: reason, fix: 'Repair the file: GitHub cannot read it either.', chain: [] },
    );
  });
  const chosen = RULES.filter(({ id }) => rules.length === 0 || rules.includes(id));
  const findings = chosen.flatMap((rule) => rule.check(repository, now).map((report) => toFinding(rule, report)));
  const { scope } = repository;
  const inScope = ({ file }: Finding): boolean => scope === '' || file === scope || file.startsWith(`${scope}/`);
  return applySuppressions(repository, distinct([...broken, ...findings]))
    .filter(inScope)
    .sort(inOrder);
}

function toFinding({ id, title, severity }: Pick<Rule, 'id' | 'title' | 'severity'>, report: Report): Finding {
  const { source, place, message, fix, chain } = report;
  return {
    id,
    title,
    severity,
    file: source.path,
    line: place.line,
    column: place.column,
    message,
    fix,
    chain: chain.map(toChainLink),
  };
}

function toChainLink({ source, line, says }: Link): ChainLink {
  return { file: source.path, line, says };
}

/** A step of a local action is read once for each job that uses it. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map(
    findings.map((finding) => [
      `${finding.id} ${finding.file}:${finding.line}:${finding.column} ${finding.message}`,
      finding,
    ]),
  );
  return [...seen.values()];
}

function inOrder(a: Finding, b: Finding): number {
  return compare(a.file, b.file) || a.line - b.line || compare(a.id, b.id) || a.column - b.column;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
