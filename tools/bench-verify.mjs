// Verifies this many repositories of five workflows each in one process, and prints milliseconds and the peak of memory: for bench.ts.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const targets = join(import.meta.dirname, '../test/targets');
const workflows = readdirSync(targets, { recursive: true }).filter((path) =>
  /\.github\/workflows\/[^/]+\.yml$/.test(path),
);
const folder = mkdtempSync(join(tmpdir(), 'verify-'));
try {
  const count = Number(process.argv[2]);
  for (let i = 0; i < count * 5; i += 1) {
    const place = join(folder, `repository-${Math.floor(i / 5)}/.github/workflows`);
    mkdirSync(place, { recursive: true });
    cpSync(join(targets, workflows[i % workflows.length]), join(place, `workflow-${i}.yml`));
  }
  const start = performance.now();
  const { findRepositories } = require('../lib/src/verify/find-repositories.js');
  const { verify } = require('../lib/src/verify/verify.js');
  let findings = 0;
  for (const { repository } of findRepositories(folder)) findings += verify(repository).length;
  const ms = performance.now() - start;
  console.log(JSON.stringify({ count, ms, mb: process.resourceUsage().maxRSS / 1024, findings }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
