import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { World, type Defined } from './support/world';

let world: World;

/** Two canaries, then three others in waves of two. */
const FLEET: Readonly<Record<string, Defined>> = {
  one: {},
  two: { rollout: { canary: true } },
  three: {},
  four: {},
  five: { rollout: { canary: true } },
};

beforeEach(async () => {
  world = await World.start(FLEET);
});

afterEach(() => world.github.stop());

function proposed(): string[] {
  return [...world.github.pulls.keys()].sort();
}

function open(...more: string[]) {
  return world.pr('open', '--batch', '2', ...more);
}

test('The waves are canaries, then the others in the order of the fleet.', async () => {
  const { output } = await world.pr('waves', '--batch', '2');
  expect(output).toBe('canary: two, five\nwave 1: one, three\nwave 2: four\n');
  const { output: json } = await world.pr('waves', '--batch', '2', '--json', 'one', 'two');
  expect(JSON.parse(json)).toEqual({
    version: 1,
    waves: [
      { name: 'canary', repositories: ['two'] },
      { name: 'wave 1', repositories: ['one'] },
    ],
  });
});

test('Each run opens the next wave, while checks are green.', async () => {
  const first = await open();
  expect(first).toMatchObject({ code: 0, output: expect.stringContaining('Next is wave 1, once these are green.') });
  expect(proposed()).toEqual(['five', 'two']);
  expect((await open()).code).toBe(0);
  expect(proposed()).toEqual(['five', 'one', 'three', 'two']);
  expect(await open()).toMatchObject({ code: 0, output: expect.stringContaining('No wave is left.') });
  expect(proposed()).toEqual(['five', 'four', 'one', 'three', 'two']);
});

test('A red check stops the waves and is named; nobody else is touched.', async () => {
  world.github.check = (name) => (name === 'five' ? 'failure' : 'success');
  const { code, output } = await open('--wave', 'all', '--wait', '10');
  expect(code).toBe(2);
  expect(output).toContain('held by   five https://github.com/acme/five/pull/1: red: tests\n');
  expect(output).toContain('Stopped before wave 1: checks are red.');
  expect(proposed()).toEqual(['five', 'two']);
  world.github.check = () => 'success';
  expect((await open('--wave', 'all')).code).toBe(0);
  expect(proposed()).toHaveLength(5);
});

test('--wave canary goes no further, even when all is green.', async () => {
  expect((await open('--wave', 'canary')).code).toBe(0);
  expect((await open('--wave', 'canary')).code).toBe(0);
  expect(proposed()).toEqual(['five', 'two']);
});

test('Checks that run are waited for when asked; otherwise it is said that they are not done.', async () => {
  let looks = 0;
  world.github.check = () => (looks++ < 6 ? null : 'success');
  const held = await open('--wave', 'all');
  expect(held).toMatchObject({ code: 2, output: expect.stringContaining('five/pull/1: not done: tests') });
  expect(held.output).toContain('give --wait MINUTES');
  const waited = await open('--wave', 'all', '--wait', '1');
  expect(waited).toMatchObject({
    code: 0,
    errors: expect.stringContaining('canary: waiting for 2 of 2 pull requests.'),
  });
  expect(proposed()).toHaveLength(5);
});

test('A commit that no check looks at is not green, unless that is allowed.', async () => {
  world.github.check = () => undefined;
  expect(await open('--wave', 'all')).toMatchObject({ code: 2, output: expect.stringContaining('no check has begun') });
  expect((await open('--wave', 'all', '--allow-no-checks')).code).toBe(0);
  expect(proposed()).toHaveLength(5);
});

test('--until merged holds the next wave until people have merged; a closed pull request holds it as well.', async () => {
  await open();
  expect(await open('--until', 'merged')).toMatchObject({ code: 2, output: expect.stringContaining('not merged yet') });
  for (const name of ['two', 'five']) world.github.merge(name, 1);
  expect((await open('--until', 'merged')).code).toBe(0);
  expect(proposed()).toHaveLength(4);
});

test('A repository that fails stops the waves behind it.', async () => {
  world.github.refusals = [{ match: /POST .*five\/pulls/, status: 403, message: 'Resource not accessible by integration', headers: { 'x-accepted-github-permissions': 'pull_requests=write' } }]; // prettier-ignore
  const { code, output } = await open('--wave', 'all');
  expect(code).toBe(1);
  expect(output).toMatch(/failed +five: This token may not POST http:\S+\/pulls\. It needs pull_requests=write\./);
  expect(output).toContain('Remove the cause and run the same command again.');
  expect(proposed()).toEqual(['two']);
});

test('A limit that stays ends the run with a sentence; the next one goes on behind what was finished.', async () => {
  world.github.refusals = [{ match: /\/repos\/acme\/five\//, status: 429, message: 'Too many', headers: {} }];
  const { code, errors } = await open('--parallel', '1');
  expect(code).toBe(1);
  expect(errors).toContain("GitHub's rate limit stays.");
  world.github.refusals = [];
  const before = world.github.calls.length;
  const resumed = await open();
  expect(resumed).toMatchObject({ code: 0, errors: 'The run before was interrupted: going on where it stopped.\n' });
  expect(world.github.calls.slice(before).filter((call) => call.includes('/two/'))).toEqual([]);
  expect(proposed()).toEqual(['five', 'two']);
}, 60_000);

test('A ledger whose last line is torn is read up to there.', async () => {
  await open('--wave', 'canary');
  const file = join(world.folder, 'clones/projen-fleet.jsonl');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, -1);
  writeFileSync(file, `${lines.join('\n')}\n`);
  appendFileSync(file, '{"step":"done","wan');
  expect((await open('--wave', 'canary')).errors).toContain('going on where it stopped');
  const written = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(written.filter((line) => line === '{"step":"end"}')).toHaveLength(1);
  expect(world.github.of('two')).toHaveLength(1);
});

test('--json and --md hold what became of each repository.', async () => {
  const { output } = await open('--wave', 'canary', '--json', '--md', 'summary.md');
  const parsed: { results: object[]; next: string } = JSON.parse(output);
  expect(parsed.next).toBe('wave 1');
  expect(parsed.results).toContainEqual(expect.objectContaining({ repository: 'two', wave: 'canary', state: 'opened', number: 1 })); // prettier-ignore
  const summary = readFileSync(join(world.folder, 'summary.md'), 'utf8');
  expect(summary).toContain('| canary | two | opened | [#1](https://github.com/acme/two/pull/1) |  |');
});

test('--all-green holds the end, too; --keep-going takes what waits for a person for done.', async () => {
  world.github.check = (name) => (name === 'five' ? 'failure' : 'success');
  expect((await open('--wave', 'canary')).code).toBe(0);
  expect((await open('--wave', 'canary', '--all-green')).code).toBe(2);
  world.open('five').state = 'closed';
  expect((await open('--wave', 'canary')).code).toBe(2);
  expect(await open('--wave', 'canary', '--keep-going')).toMatchObject({ code: 0, output: expect.stringContaining('1 declined') }); // prettier-ignore
});

test('Gates that an interrupted run has passed are not asked again.', async () => {
  await open('--wave', 'all');
  const file = join(world.folder, 'clones/projen-fleet.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace('{"step":"end"}\n', ''));
  const before = world.github.calls.length;
  expect((await open('--wave', 'all')).code).toBe(0);
  expect(world.github.calls.slice(before)).toEqual(['GET /']);
});

test.each([
  ['--batch', '0', 'Write a number above 0.'],
  ['--wait', 'long', 'Write a number, 0 or more.'],
])('%s %s is refused.', async (option, value, sentence) => {
  expect((await world.pr('open', option, value)).errors).toContain(sentence);
});
