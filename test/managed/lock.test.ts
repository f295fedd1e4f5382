import * as fs from 'node:fs';
import { join } from 'node:path';
import { realDisk } from '../../src/managed';
import { compileChild, runChild, startChild } from './support/compiled';
import { faultDisk, systemError } from './support/fault-disk';
import { apply, managed, messageOf, newFolder, put, run, treeOf } from './support/tree';

const LOCK = '.projen/lock';
const files = [managed('a', 'a\n'), managed('b', 'b\n')];
const clean = ['.projen/', '.projen/managed.sha256', 'a', 'b'];
const script = compileChild();

jest.setTimeout(30_000);

const lockOf = (pid: number, host = run.host) => `pid ${pid}\nhost ${host}\ntime 2026-01-01T00:00:00.000Z\n`;

/** The number of a process that has ended. */
const deadPid = () => startChild(script, { root: newFolder() });

async function untilHolding(signals: string): Promise<void> {
  for (let i = 0; i < 2000 && !fs.existsSync(join(signals, 'holding')); i += 1)
    await new Promise((settle) => setTimeout(settle, 5));
}

test('of two runs at once the second is refused, and told the process of the first', async () => {
  const [root, signals] = [newFolder(), newFolder()];
  const first = startChild(script, { root, files, holdAt: 6, signals });
  await untilHolding(signals);
  const message = messageOf(() => apply(root, files));
  expect(message).toContain(
    `LockedError: Another run (process ${first.pid} on test-host, started 2026-01-02T03:04:05.678Z)`,
  );
  expect(message).toContain(`if no such run exists, delete ${join(root, LOCK)}`);
  put(signals, { go: '' });
  expect(await first.end).toEqual({ code: 0, signal: null, message: '' });
  expect(Object.keys(treeOf(root))).toEqual(clean);
});

test('the second run waits when it is told to, and then has nothing left to do', async () => {
  const [root, signals] = [newFolder(), newFolder()];
  const first = startChild(script, { root, files, holdAt: 6, signals });
  await untilHolding(signals);
  const second = startChild(script, { root, files, waitSeconds: 20 });
  setTimeout(() => {
    put(signals, { go: '' });
  }, 300);
  expect(await Promise.all([first.end, second.end])).toMatchObject([{ code: 0 }, { code: 0 }]);
  expect(Object.keys(treeOf(root))).toEqual(clean);
});

test('many runs that find the lock of a dead process are never inside at the same time', async () => {
  const [root, signals] = [newFolder(), newFolder()];
  const dead = deadPid();
  await dead.end;
  put(root, { [LOCK]: lockOf(dead.pid), [`${LOCK}.takeover`]: lockOf(dead.pid) });
  const children = [1, 2, 3, 4].map(() => startChild(script, { root, signals, rounds: 15, waitSeconds: 30 }));
  const ends = await Promise.all(children.map(({ end }) => end));
  expect(ends.map(({ code, message }) => [code, message])).toEqual(ends.map(() => [0, '']));
  expect(fs.existsSync(join(root, LOCK))).toBe(false);
}, 30_000);

test('a lock that a killed run left is taken over, also when there is nothing else to do', () => {
  const root = newFolder();
  expect(runChild(script, { root, files, killAt: 7 })).toMatchObject({ signal: 'SIGKILL' });
  expect(Object.keys(treeOf(root))).toContain(LOCK);
  apply(root, files);
  expect(Object.keys(treeOf(root))).toEqual(clean);
  put(root, { [LOCK]: lockOf(process.pid) });
  apply(root, files);
  expect(Object.keys(treeOf(root))).toEqual(clean);
});

test('a lock of another host, of a running process, or of unknown form is respected', () => {
  for (const lock of [lockOf(1, 'elsewhere'), lockOf(process.ppid), 'something else\n', '']) {
    const root = newFolder();
    put(root, { [LOCK]: lock });
    expect(messageOf(() => apply(root, files))).toContain('is writing to this repository. Nothing was written.');
    expect(Object.keys(treeOf(root))).toEqual(['.projen/', LOCK]);
  }
});

test('a lock that is a directory or a link is respected, not removed', () => {
  const root = newFolder();
  put(root, { [`${LOCK}/x`]: '' });
  expect(messageOf(() => apply(root, files))).toContain('LockedError: Another run is writing');
  expect(fs.existsSync(join(root, LOCK, 'x'))).toBe(true);
});

test('the process of somebody else is alive although it cannot be signalled', () => {
  if (process.getuid?.() === 0) process.seteuid?.(65534);
  try {
    expect(realDisk.isAlive(1)).toBe(true);
  } finally {
    if (process.getuid?.() === 0) process.seteuid?.(0);
  }
});

test('a lock that is replaced while it is judged is left to the one who replaced it', () => {
  const root = newFolder();
  put(root, { [LOCK]: lockOf(process.pid) });
  const disk = faultDisk(({ name, path }) => {
    if (name === 'link' && path.endsWith('.takeover')) put(root, { [LOCK]: lockOf(process.ppid) });
  });
  expect(messageOf(() => apply(root, files, { disk }))).toContain(`process ${process.ppid} on test-host`);
  expect(Object.keys(treeOf(root))).toEqual(['.projen/', LOCK]);
});

test('a rival that takes over first keeps the lock', () => {
  const root = newFolder();
  put(root, { [LOCK]: lockOf(process.pid), [`${LOCK}.takeover`]: lockOf(process.ppid) });
  expect(messageOf(() => apply(root, files))).toContain(`process ${process.ppid} on test-host`);
});

test.each(['ENOENT', 'gone'])('a lock that vanishes while it is read (%s) is tried again', (how) => {
  const root = newFolder();
  put(root, { [LOCK]: lockOf(process.ppid) });
  const remove = () => {
    fs.rmSync(join(root, LOCK), { force: true });
  };
  const disk = faultDisk(({ name, path }) => {
    if (how === 'gone' && name === 'remove' && path.includes('.lock')) remove();
  });
  const read = (path: string) => {
    if (how === 'ENOENT' && path.endsWith(LOCK)) remove();
    return realDisk.read(path);
  };
  apply(root, files, { disk: { ...disk, read } });
  expect(Object.keys(treeOf(root))).toEqual(clean);
});

test('a lock that cannot be read stops the run', () => {
  const root = newFolder();
  put(root, { [LOCK]: lockOf(process.ppid) });
  const read = (path: string) => {
    if (path.endsWith(LOCK)) throw systemError('EIO');
    return realDisk.read(path);
  };
  expect(messageOf(() => apply(root, files, { disk: { ...realDisk, read } }))).toContain('EIO');
});
