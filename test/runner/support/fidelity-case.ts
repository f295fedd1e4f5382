/** A fidelity case: a small repository, what starts its workflow, and the outcome that GitHub documents. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { RunReport } from '../../../src/runner/run-workflows';
import { readSettings } from '../../../src/runner/settings';
import { startWorkflows } from '../../../src/runner/start';
import { asValue } from '../../../src/runner/value';

type Texts = Readonly<Record<string, readonly string[]>>;

export interface FidelityCase {
  readonly event?: string;
  readonly ref?: string;
  readonly workflow?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
  readonly expect: {
    readonly run?: string;
    /** Texts by job that its log has, and those that it has not. */
    readonly log?: Texts;
    readonly absent?: Texts;
    readonly runs?: unknown;
  };
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

/** Runs the workflow of a case with this runner. */
export async function runHere(folder: string, each: FidelityCase): Promise<RunReport> {
  const { event = 'push', ref, payload } = each;
  const started = { id: 'run', event, ref, payload: asValue(payload), startAfterSeconds: 0, actor: undefined };
  const reports = await startWorkflows({
    root: folder,
    settings: readSettings({}),
    requests: [{ ...started, workflow: workflowOf(each), number: 1 }],
    system: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
    limitMinutes: 1,
    now: () => performance.now(),
  });
  const report = reports.get('run');
  if (report === undefined) throw new Error('The run has no report.');
  return report;
}
