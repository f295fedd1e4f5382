// Checks a folder of tenants that has no defect, and prints milliseconds and the peak of memory: for bench-tenants.ts.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const started = performance.now();
const { runCheck } = require('../lib/src/tenants/run-check.js');
const { tenants: platform } = require('../lib/repos/tenants.js');

const { clean, text } = runCheck({ directory: process.argv[2], format: 'json', platform, cwd: process.cwd() });
if (!clean) throw new Error(`The generated tenants are not without findings: ${text.slice(0, 500)}`);
console.log(JSON.stringify({ ms: performance.now() - started, mb: process.resourceUsage().maxRSS / 1024 }));
