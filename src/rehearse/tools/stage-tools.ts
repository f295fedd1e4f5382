/** Tools that all stages of a rehearsal share: loaded once, stopped once. */
import { join } from 'node:path';
import { startQuickTools, type QuickTools } from './quick-tools';

export interface StageTools {
  /** Folder of the locked tools: python with moto, aws, sam, and the gates. */
  readonly folder: string;
  readonly quick: QuickTools;
  /** Where programs of the machine are found. */
  readonly path: string;
  /** Milliseconds since 1970 of the machine. */
  readonly machineNow: () => number;
}

export async function startStageTools(folder: string, path: string, machineNow: () => number): Promise<StageTools> {
  return { folder, path, machineNow, quick: await startQuickTools(join(folder, 'python')) };
}
