/** A fidelity case: a small repository, what starts its workflow, and the outcome that GitHub documents. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { RunReport } from '../../../src/runner/run-workflows';
import { readSettings } from '../../../src/runner/settings';
import { startWorkflows } from '../../../src/runner/start';
import { asValue } from '../../../src/runner/value';

type Texts = Readonly<Record<string, readonly string[]>>;

export interface Outcome {
  readonly run?: string;
  /** Results of jobs by display name; all of them. */
  readonly jobs?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Texts by job that its log has, and those that it has not. */
  readonly log?: Texts;
  readonly absent?: Texts;
  /** Parts of error messages, whatever their case. */
  readonly errors?: readonly string[];
}

export interface FidelityCase {
  readonly title: string;
  /** Where the outcome is documented, and what it says there. */
  readonly source: string;
  readonly event?: string;
  readonly ref?: string;
  readonly workflow?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
  /** `runs` where the settings start several. */
  readonly expect: Outcome & { readonly runs?: Readonly<Record<string, Outcome>> };
}

const root = resolve(__dirname, '../cases');

export const areas: readonly string[] = readdirSync(root).sort();

/** Cases of an area by name, `area/name`. */
export function readArea(area: string): (readonly [string, FidelityCase])[] {
  return readdirSync(join(root, area)).map((file) => {
    const found: FidelityCase = parse(readFileSync(join(root, area, file), 'utf8'));
    return [`${area}/${file.replace(/\.yml$/, '')}`, found] as const;
  });
}

export function writeRepository(folder: string, { files }: FidelityCase): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
}

export function workflowOf({ workflow = '.github/workflows/ci.yml' }: FidelityCase): string {
  return workflow;
}

/** Runs what a case starts, with this runner; reports by the id of the run. */
export function runAll(folder: string, each: FidelityCase): Promise<Map<string, RunReport>> {
  const { event = 'push', ref, payload } = each;
  const settings = readSettings(each.settings ?? {});
  const workflow = workflowOf(each);
  const one = { id: 'run', event, ref, payload: asValue(payload), startAfterSeconds: 0, actor: undefined };
  const runs = settings.runs.length > 0 ? settings.runs : [one];
  return startWorkflows({
    root: folder,
    settings,
    requests: runs.map((run, i) => ({ ...run, workflow, number: i + 1 })),
    system: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
    limitMinutes: 5,
    now: () => performance.now(),
  });
}

/** Runs the one workflow of a case. */
export async function runHere(folder: string, each: FidelityCase): Promise<RunReport> {
  const report = (await runAll(folder, each)).get('run');
  if (report === undefined) throw new Error('The run has no report.');
  return report;
}
