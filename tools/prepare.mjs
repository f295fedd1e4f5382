// What the tests need: the locked tools, which come over the network, and meanwhile the compiled package.
import { spawn } from 'node:child_process';

/** Exit code of a script; one that a signal ended has none. */
function run(script) {
  const child = spawn(process.execPath, [script], { stdio: 'inherit' });
  return new Promise((done) => {
    child.once('exit', (code) => done(code ?? 1));
  });
}

const codes = await Promise.all(['tools/setup.mjs', 'tools/build.mjs'].map(run));
process.exitCode = Math.max(...codes);
