/** Tools that all stages of a rehearsal share: loaded once, stopped once. */
import { join } from 'node:path';
import { startCloud, type Cloud } from '../cloud/start-cloud';
import { startQuickTools, type QuickTools } from './quick-tools';

export interface StageTools {
  /** Folder of the locked tools: python with moto, aws, sam, and the gates. */
  readonly folder: string;
  readonly programs: QuickTools['programs'];
  /** An empty cloud, of which every stage begins with a copy: a start takes seconds, a copy none. */
  readonly cloud: Cloud;
  /** Where programs of the machine are found. */
  readonly path: string;
  /** Milliseconds since 1970 of the machine. */
  readonly machineNow: () => number;
  readonly stop: () => Promise<unknown>;
}

export async function startStageTools(folder: string, path: string, machineNow: () => number): Promise<StageTools> {
  const python = join(folder, 'python');
  const [quick, cloud] = await Promise.all([startQuickTools(python), startCloud(python)]);
  const stop = (): Promise<unknown> => Promise.all([quick.stop(), cloud.stop()]);
  return { folder, path, machineNow, programs: quick.programs, cloud, stop };
}
