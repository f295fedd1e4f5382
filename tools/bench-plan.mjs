// Plans this many repositories that are as generated, and prints milliseconds and the peak of memory, a line for each
// round: for bench.ts.
// Usage: bench-plan.mjs COUNT sam|coverage: what is emitted is a whole delivery of 74 files, or coverage only.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const lib = join(import.meta.dirname, '../lib');
const [, self, count, kind, folder] = process.argv;

/** Definitions by subclassing, as a module of their own. */
function definitions() {
  const [library, fleet] = [join(lib, 'src/index.js'), join(lib, 'repos/index.js')].map((path) => JSON.stringify(path));
  const sam = `packaging: { kind: 'sam', stack: 'bench-' + i + '-{env}', tags: { project: 'bench' }, syntheticEvent: {},
    functions: [{ logicalId: 'Handler', name: 'bench-' + i + '-{env}' }] }`;
  return `const { LambdaRepo } = require(${library});
const { platform } = require(${fleet});
exports.fleet = Array.from({ length: ${count} }, (_, i) => class extends LambdaRepo {
  constructor(options) {
    super({ name: 'bench_' + i + '_lambda', platform, ${kind === 'sam' ? sam : "ownWorkflows: ['deploy.yml']"} }, options);
  }
});
`;
}

/** Applies the definitions, without waiting for the device. */
async function prepare(place) {
  const { applyPlan, planChanges, realDisk } = require(join(lib, 'src/managed/index.js'));
  const { findCandidates } = require(join(lib, 'src/fleet/targets.js'));
  const disk = {
    ...realDisk,
    create: (path, content, mode) => writeFileSync(path, content, { mode, flag: 'wx' }),
    rename: renameSync,
  };
  writeFileSync(join(place, 'fleet.cjs'), definitions());
  const { version } = require('../package.json');
  const selection = { checkouts: 'checkouts', names: [], definitions: 'fleet.cjs', version };
  const { each } = await findCandidates(selection, { cwd: place });
  for (const { name, open } of each) {
    mkdirSync(join(place, 'checkouts', name), { recursive: true });
    const { root, definition, files, writer } = await open();
    const plan = planChanges(root, files, { definition, writer, disk });
    applyPlan(plan, { now: new Date(), pid: process.pid, host: 'bench' });
  }
}

async function measure() {
  const { run } = require(join(lib, 'src/cli/program.js'));
  const { readSurroundings } = require(join(lib, 'src/cli/surroundings.js'));
  const surroundings = { ...readSurroundings(), cwd: folder, print: () => {} };
  const code = await run(['plan', '--checkouts', 'checkouts', '--definitions', 'fleet.cjs'], surroundings);
  if (code !== 0) throw new Error(`Planning exits ${code}, though nothing has changed.`);
  // Since this process began.
  const ms = performance.now();
  console.log(JSON.stringify({ count: Number(count), ms, mb: process.resourceUsage().maxRSS / 1024 }));
}

if (folder !== undefined) await measure();
else {
  const place = mkdtempSync(join(tmpdir(), 'plan-'));
  try {
    await prepare(place);
    const many = Number(count) > 1000;
    // A heap as small as that shows what is needed; a larger one is filled with what nobody needs any more.
    const heap = many ? ['--max-old-space-size=64'] : [];
    for (let round = 0; round < (many ? 1 : 3); round += 1)
      process.stdout.write(execFileSync(process.execPath, [...heap, self, count, kind, place]));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
