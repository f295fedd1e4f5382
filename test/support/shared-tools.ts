/** What all test files share: an empty cloud to copy, and `aws`, `sam` and `python` that answer quickly. */
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { cloudAt } from '../../src/rehearse/cloud/start-cloud';
import type { QuickTools } from '../../src/rehearse/tools/quick-tools';
import type { StageTools } from '../../src/rehearse/tools/stage-tools';

/** Folder of the locked tools. */
export const tools = join(resolve(__dirname, '..', '..'), '.tools', 'bin');

/** Where the cloud and the programs are, or why there are none. */
export type SharedTools =
  | { readonly endpoint: string; readonly clock: string; readonly programs: QuickTools['programs'] }
  | { readonly problem: string };

/** Written once they are ready; see global-setup.ts. */
export function toolsFile(): string {
  return join(tmpdir(), 'shared-tools.json');
}

/** The global setup stops them: who is given them must not. */
export async function stageTools(): Promise<StageTools> {
  while (!existsSync(toolsFile())) await setTimeout(50);
  const shared: SharedTools = JSON.parse(readFileSync(toolsFile(), 'utf8'));
  if ('problem' in shared) throw new Error(shared.problem);
  const { endpoint, clock, programs } = shared;
  const stop = (): Promise<void> => Promise.reject(new Error('Other tests need the shared tools.'));
  const machine = { path: process.env['PATH'] ?? '', machineNow: () => Date.now() };
  return { folder: tools, ...machine, programs, cloud: cloudAt({ endpoint, clock, stop }), stop };
}
