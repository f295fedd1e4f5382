// Renders this many repositories in one process, and prints milliseconds for each and the peak of memory: for bench.ts.
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { LambdaRepo } = require('../lib/src/index.js');
const { platform } = require('../lib/repos/index.js');

const count = Number(process.argv[2]);
const start = performance.now();
let bytes = 0;
for (let i = 0; i < count; i += 1) {
  const name = `bench_service_${i}_lambda`;
  const functions = [{ logicalId: 'Handler', name: `bench-${i}-{env}` }];
  const packaging = {
    kind: 'sam',
    stack: `bench-${i}-{env}`,
    functions,
    tags: { project: 'bench' },
    syntheticEvent: {},
  };
  const repository = new LambdaRepo({ name, platform, packaging }, { outdir: join(tmpdir(), 'never-written') });
  for (const { content } of repository.renderFiles()) bytes += content.length;
}
const ms = (performance.now() - start) / count;
const mb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ count, ms, mb, bytes }));
