/** `aws` and `sam` of this repository, loaded once. */
import { join } from 'node:path';
import { startQuickTools as start, type QuickTools } from '../../src/rehearse/tools/quick-tools';
import { tools } from './cloud';

export type { QuickTools };

export function startQuickTools(): Promise<QuickTools> {
  return start(join(tools, 'python'));
}
