/**
 * Before all tests: one folder for what they put into the temporary folder, which goes with it, also what a test leaves
 * when it fails; and the simulated cloud, `aws` and `sam`, which take seconds to load, once for all files. Nobody waits
 * for them here: see shared-tools.ts.
 */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useMemory } from '../../src/rehearse/tools/memory-folder';
import { startStageTools } from '../../src/rehearse/tools/stage-tools';
import { tools, toolsFile, type SharedTools } from './shared-tools';

declare global {
  var afterAllTests: () => Promise<void>;
}

export default function setUp(): void {
  const leaveMemory = useMemory(process.env);
  const before = process.env['TMPDIR'];
  const folder = mkdtempSync(join(tmpdir(), 'tests-'));
  process.env['TMPDIR'] = folder;
  const started = startStageTools(tools, process.env['PATH'] ?? '', () => Date.now());
  const announced = started.then(
    ({ cloud: { endpoint, clock }, programs }) => {
      announce({ endpoint, clock, programs });
    },
    (error: unknown) => {
      announce({ problem: String(error) });
    },
  );
  globalThis.afterAllTests = async () => {
    await announced;
    await started.then(
      ({ stop }) => stop(),
      () => undefined, // whoever needed them was told
    );
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    leaveMemory();
  };
}

/** Nobody may read half of it. */
function announce(shared: SharedTools): void {
  writeFileSync(`${toolsFile()}.unfinished`, JSON.stringify(shared));
  renameSync(`${toolsFile()}.unfinished`, toolsFile());
}
