/** The report of a stage as plain data; formats render it. */
import { digestsOf } from '../../rehearse/digests';
import { judge } from './judge';
import type { KnownRepository } from './known';
import type { Line, StageSpec, Status } from './stage';

export interface Report extends Omit<StageSpec, 'criteria'> {
  /** When it was made, in UTC. */
  readonly at: string;
  readonly lines: readonly Line[];
  readonly repositories: readonly ReportedRepository[];
}

export interface ReportedRepository extends Pick<
  KnownRepository,
  'name' | 'checkout' | 'pipelines' | 'environments' | 'dates'
> {
  readonly findings: KnownRepository['ownFindings'];
  readonly rehearsed: string | undefined;
  readonly files: Readonly<Record<string, string>>;
}

export interface Circumstances {
  readonly now: Date;
  /** Where the summary is written; undefined where it is not. */
  readonly summary: string | undefined;
}

export function reportOf(
  { criteria, ...stage }: StageSpec,
  fleet: readonly KnownRepository[],
  { now, summary }: Circumstances,
): Report {
  return {
    ...stage,
    at: now.toISOString(),
    lines: criteria.map((criterion) => judge(criterion, fleet, summary)),
    repositories: fleet.map(
      ({ name, checkout, pipelines, environments, dates, emitted, emittedFindings, ownFindings, proof }) => ({
        ...{ name, checkout, pipelines, environments, dates, rehearsed: proof?.at },
        findings: [...emittedFindings, ...ownFindings],
        files: digestsOf(emitted),
      }),
    ),
  };
}

export function countsOf({ lines }: Report): Readonly<Record<Status, number>> {
  const count = (wanted: Status): number => lines.filter(({ status }) => status === wanted).length;
  return { met: count('met'), unmet: count('unmet'), 'not shown': count('not shown') };
}

/** For programs. */
export function toJson(report: Report): string {
  const repositories = report.repositories.map(({ pipelines, ...rest }) => ({
    ...rest,
    pipelines: pipelines.map(({ file, name, generated, purpose, environments }) => {
      return { file, name, generated, purpose, environments };
    }),
  }));
  return `${JSON.stringify({ version: 1, ...report, repositories }, undefined, 2)}\n`;
}
