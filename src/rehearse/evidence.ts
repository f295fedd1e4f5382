/** Which steps of the emitted workflows were seen to run, in some story, and how they ended. */
import { parse } from 'yaml';
import type { RenderedFile } from '../model/rendered-file';
import type { RunEnd } from './stage/running';

export interface StepEvidence {
  /** File of the workflow or action. */
  readonly file: string;
  /** Id of the job; empty in an action. */
  readonly job: string;
  readonly step: string;
  /** Numbers of runs in which it ended so. */
  readonly passed: number;
  readonly failed: number;
  /** Runs in which it failed and the run was red. */
  readonly reddened: number;
}

const WORKFLOW = /^\.github\/workflows\/.*\.yml$/;
const ACTION = /^\.github\/actions\/.*\/action\.yml$/;

type Counts = Pick<StepEvidence, 'passed' | 'failed' | 'reddened'>;

const NOTHING: Counts = { passed: 0, failed: 0, reddened: 0 };

/** Counts of steps over many runs. */
export class Evidence {
  private readonly seen = new Map<string, Counts>();

  add(ends: readonly RunEnd[]): void {
    for (const end of ends) this.note(end);
  }

  /** Every step of the emitted files, with what the runs show of it. */
  of(files: readonly RenderedFile[]): StepEvidence[] {
    return files.flatMap(stepsOf).map((place) => ({ ...place, ...(this.seen.get(keyOf(place)) ?? NOTHING) }));
  }

  private note({ report, conclusion }: RunEnd): void {
    const red = conclusion === 'failure' ? 1 : 0;
    for (const { place, records } of report.jobs.values())
      for (const { name, outcome, within } of records) {
        if (outcome !== 'success' && outcome !== 'failure') continue;
        const own = within === '';
        const file = own ? place.path : `${within.replace(/^\.\//, '')}/action.yml`;
        const key = keyOf({ file, job: own ? place.job : '', step: name });
        const { passed, failed, reddened } = this.seen.get(key) ?? NOTHING;
        const more = outcome === 'failure' ? 1 : 0;
        this.seen.set(key, { passed: passed + 1 - more, failed: failed + more, reddened: reddened + more * red });
      }
  }
}

interface Place {
  readonly file: string;
  readonly job: string;
  readonly step: string;
}

export function keyOf({ file, job, step }: Place): string {
  return [file, job, step].join('\n');
}

function stepsOf({ path, content }: RenderedFile): Place[] {
  if (!WORKFLOW.test(path) && !ACTION.test(path)) return [];
  const file: unknown = parse(content);
  if (ACTION.test(path))
    return namesIn(member(member(file, 'runs'), 'steps')).map((step) => ({ file: path, job: '', step }));
  const jobs = member(file, 'jobs');
  if (typeof jobs !== 'object' || jobs === null) return [];
  return Object.entries(jobs).flatMap(([job, spec]) =>
    namesIn(member(spec, 'steps')).map((step) => ({ file: path, job, step })),
  );
}

function namesIn(steps: unknown): string[] {
  return Array.isArray(steps) ? steps.map((step) => String(member(step, 'name'))) : [];
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
