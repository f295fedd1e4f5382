/** Whose turn it is to be looked at for drift: the script that chooses, with as many tenants as wanted. */
import { join } from 'node:path';
import { tenants as platform } from '../../repos/tenants';
import { runScript, workspaceWith, type Outcome, type Step } from './run-script';

export const SCHEDULE = '23 7-14 * * 1-5';
const HOUR = 3_600_000;
export const FOUND = 'drift/chosen.json';
export const USUAL = {
  ...{ ENVIRONMENT: 'all', ENVIRONMENTS: 'dev sit prod', PATTERN: '*', NAMES: platform.tenantName, TENANTS: 'tenants' },
  ...{ SCHEDULE, PERIOD: '168', SIZE: '40', CHOSEN: FOUND },
};
export const IN_TURN = { GITHUB_EVENT_NAME: 'schedule' };

interface Shard {
  readonly environment: string;
  readonly number: number;
  readonly tenants: string;
}

export function shardsOf({ outputs }: Outcome): Shard[] {
  return JSON.parse(outputs['shards'] ?? '');
}

/** A list as the check of tenants gives it, without reading thousands of files each time. */
export function listing(count: number): string {
  const all = Array.from({ length: count }, (_, i) => ({
    tenant: `tenant${i}`,
    environments: ['dev', 'prod', 'sit'],
  }));
  const file = join(workspaceWith({ list: JSON.stringify(all) }), 'list');
  return `#!/bin/sh\ncp '${file}' "$4"\n`;
}

export async function choose(count: number, env: Record<string, string> = {}, more: Step = {}): Promise<Outcome> {
  return runScript('choose-tenants', { env: { ...USUAL, ...env }, programs: { node: listing(count) }, ...more });
}

/** When the schedule starts runs, from a Thursday on: the first day of a period. */
export function starts(weeks: number): Date[] {
  const from = Date.parse('2026-11-26T00:00:00Z');
  return Array.from({ length: weeks * 168 }, (_, i) => new Date(from + i * HOUR + 23 * 60_000)).filter(
    (at) => at.getUTCDay() > 0 && at.getUTCDay() < 6 && at.getUTCHours() >= 7 && at.getUTCHours() <= 14,
  );
}

/** Plays a whole period of scheduled runs: legal matrices, and each tenant of each environment exactly once. */
export async function expectEachOnce(count: number): Promise<void> {
  const node = listing(count);
  const visits: string[] = [];
  for (const at of starts(1)) {
    const end = await choose(0, {}, { runner: IN_TURN, now: at.toISOString(), programs: { node } });
    const shards = shardsOf(end);
    expect(shards.length).toBeLessThanOrEqual(256);
    for (const { environment, tenants } of shards) {
      const names = tenants.split(' ');
      expect(names.length).toBeLessThanOrEqual(40);
      visits.push(...names.map((name) => `${environment} ${name}`));
    }
  }
  expect(visits).toHaveLength(count * 3);
  expect(new Set(visits).size).toBe(count * 3);
}
