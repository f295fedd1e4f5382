// A run of the writer in a process of its own, which the tests stop, hold or kill; compiled by `compiled.ts`.
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { applyPlan, planChanges, realDisk } from '../../../src/managed';
import { acquireLock } from '../../../src/managed/lock';
import type { Order } from './compiled';
import { faultDisk } from './fault-disk';

const order: Order = JSON.parse(readFileSync(0, 'utf8'));
const run = { now: new Date(order.now), pid: process.pid, host: order.host, waitSeconds: order.waitSeconds };

const disk = faultDisk(({ n, half }) => {
  if (n === order.killAt) {
    if (order.half) half();
    process.kill(process.pid, 'SIGKILL');
  }
  if (n === order.holdAt) {
    writeFileSync(`${order.signals}/holding`, '');
    for (let i = 0; i < 4000 && !existsSync(`${order.signals}/go`); i += 1) realDisk.pause(5);
  }
});

try {
  if (order.rounds === undefined) {
    applyPlan(planChanges(order.root, order.files, { ...order.options, disk }), run);
  }
  for (let round = 0; round < (order.rounds ?? 0); round += 1) {
    const unlock = acquireLock(disk, order.root, run);
    mkdirSync(`${order.signals}/alone`); // throws when somebody else is inside
    realDisk.pause(1);
    rmdirSync(`${order.signals}/alone`);
    unlock();
  }
} catch (error) {
  process.stderr.write(String(error));
  process.exitCode = 1;
}
