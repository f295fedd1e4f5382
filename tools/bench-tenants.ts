// How long the check of a large fleet of tenants takes, and what memory: in a process of its own, for bench.ts.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cleanFleet } from '../test/support/tenant-fleet';
import { root } from './bench-peers';

export interface Checked {
  /** Milliseconds, from loading the check to the printed result. */
  readonly ms: number;
  /** Peak of memory. */
  readonly mb: number;
}

/** Checks this many tenants, with three environments each. */
export function checkFleet(count: number): Checked {
  const folder = mkdtempSync(join(tmpdir(), 'bench-tenants-'));
  try {
    for (const [path, text] of Object.entries(cleanFleet(count))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const printed = execFileSync(process.execPath, [join(root, 'tools/bench-check.mjs'), folder], { encoding: 'utf8' });
    const parsed: unknown = JSON.parse(printed);
    return { ms: numberAt(parsed, 'ms'), mb: numberAt(parsed, 'mb') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function numberAt(value: unknown, key: string): number {
  return Number(typeof value === 'object' && value !== null ? Reflect.get(value, key) : NaN);
}
