/** One setup at a time: the others wait for the first. */
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** A process id can come back after a crash (soon, in a container), so an old lock counts as left behind whoever has its number now. */
const oldest = 20 * 60 * 1000;

export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs `work` while holding the lock file. Two holders, possible in theory when both replace a stale lock, only do the work twice. */
export async function locked(path, say, work) {
  const own = `${path}-${process.pid}`;
  writeFileSync(own, `${process.pid}\n`);
  try {
    while (!claim(own, path)) await waitFor(path, say);
    try {
      return await work();
    } finally {
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Linking a finished file is atomic: nobody ever reads a lock without its process id. */
function claim(own, path) {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

async function waitFor(path, say) {
  for (let told = false; ; told = true) {
    const holder = readHolder(path);
    if (holder === undefined) return;
    if (!isRunning(holder.pid) || Date.now() - holder.since > oldest) {
      say(`removing the lock that process ${holder.pid} left behind`);
      rmSync(path, { force: true });
      return;
    }
    if (!told) say(`waiting for the setup that runs as process ${holder.pid}`);
    await setTimeout(200);
  }
}

function readHolder(path) {
  try {
    return { pid: Number(readFileSync(path, 'utf8')), since: statSync(path).mtimeMs };
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  }
}
