/** The time that jobs of a stage are told. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { StageClock } from '../../../src/rehearse/stage/clock';
import { createPrograms, setUpIn } from '../../../src/rehearse/stage/programs';
import { workspaceWith } from '../../support/run-script';

const clock = join(workspaceWith({ clock: '' }), 'clock');
const folder = createPrograms(
  { aws: '', sam: '', python: '' },
  { clock, tools: '', pythons: [], path: process.env['PATH'] ?? '' },
);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a job prints whose path begins so. */
function say(command: string, ...first: readonly string[]): string {
  const PATH = [...first, folder, process.env['PATH'] ?? ''].join(':');
  return execFileSync('bash', ['--norc', '-c', command], { encoding: 'utf8', env: { PATH } }).trim();
}

test.each([
  ['the programs of the stage', []],
  ['what the job has set up', [workspaceWith(), workspaceWith()]],
])('It is the stage that tells the time, where the path begins with %s.', (_, first) => {
  new StageClock(clock, () => Date.now()).set(new Date('2031-01-01T10:00:00Z'));
  expect(say('date --utc +%F', ...first)).toBe('2031-01-01');
  expect(say('date --utc +%H:%M', ...first)).toBe('10:00');
  say('sleep 3600', ...first);
  expect(say('date --utc +%H:%M', ...first)).toBe('11:00');
});

test('Terraform is found by a job that has set it up, and by no other, though this machine has it.', () => {
  expect(say('terraform version || echo "exit $?"')).toBe('exit 127');
  expect(say('terraform version', setUpIn(folder))).toMatch(/^Terraform v1\./);
});
