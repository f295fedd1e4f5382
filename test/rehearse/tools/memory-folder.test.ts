import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { useMemory } from '../../../src/rehearse/tools/memory-folder';

/** Any folder that has room and runs programs stands for memory. */
let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'memory-'));
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

test('Temporary files are where there is room, until that is over; then they are gone.', () => {
  const env: Record<string, string | undefined> = {};
  const leave = useMemory(env, place);
  const folder = env['TMPDIR'] ?? '';
  expect(dirname(folder)).toBe(place);
  expect(readdirSync(place)).toHaveLength(1);
  leave();
  expect(env).toEqual({});
  expect(readdirSync(place)).toEqual([]);
});

test('What a killed process has left goes when the next one begins; what belongs to a living one stays.', () => {
  const { pid: dead } = spawnSync('true');
  const kept = [`projen-fleet-${process.ppid}-living`, 'projen-fleet-of-somebody', 'other'];
  for (const name of [`projen-fleet-${dead}-left`, ...kept]) mkdirSync(join(place, name));
  useMemory({}, place)();
  expect(readdirSync(place).sort()).toEqual(kept.sort());
});

test('Whoever chose another place keeps it.', () => {
  const env: Record<string, string | undefined> = { TMPDIR: '/chosen' };
  useMemory(env, place)();
  expect(env).toEqual({ TMPDIR: '/chosen' });
});

test.each(['/nowhere', '/proc'])('Nothing changes where there is no room: %s', (without) => {
  const env: Record<string, string | undefined> = {};
  useMemory(env, without)();
  expect(env).toEqual({});
  expect(existsSync(join(without, 'try'))).toBe(false);
});
