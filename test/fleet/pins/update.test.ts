import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { takePins, readPins, updatePins } from '../../../src/fleet/pins/pins';
import type { Pin } from '../../../src/github/pins';
import { folderWith, read } from '../support/commands';
import { actionYml, sha, type FakeRepository } from './support/fake-actions';
import { INPUTS, NOW, PIN, repository, serve } from './support/world';

const FILE = 'src/github/pins.json';
const OTHER: Pin = { ...PIN, action: 'acme/other', outputs: null, inputs: null, released: null };
const old = '2026-09-01T00:00:00Z';

/** A table as prettier leaves it. */
function tableOf(pins: readonly Pin[]): string {
  const text = JSON.stringify(pins, undefined, 2).replaceAll(/\[\s+("[^\]]*?)\s+\]/g, '[$1]');
  return `${text}\n`;
}

/** What prettier makes of a table. */
function pretty(table: string): string {
  const prettier = join(__dirname, '../../../node_modules/prettier/bin/prettier.cjs');
  const options = { input: table, encoding: 'utf8' } as const;
  return execFileSync(process.execPath, [prettier, '--parser', 'json', '--print-width', '120'], options);
}

interface Ran {
  readonly code: number;
  readonly text: string;
  readonly rows: readonly Pin[];
  /** The table as it is afterwards. */
  readonly table: string;
}

async function run(
  repositories: Record<string, FakeRepository>,
  { pins = [PIN], take, major = false, json = false, fault }: { pins?: Pin[]; take?: string; major?: boolean; json?: boolean; fault?: string } = {}, // prettier-ignore
): Promise<Ran> {
  const { api, fake } = await serve(repositories);
  if (fault !== undefined)
    fake.fault = (path) => (path.includes(fault) ? { status: 500, body: { message: 'Server Error' } } : undefined);
  const root = folderWith({ [FILE]: tableOf(pins) });
  const file = { root: join(root, 'src/github'), path: 'pins.json' };
  const printed: string[] = [];
  const surroundings = { now: NOW, pid: process.pid, print: (line: string) => printed.push(line) };
  const bumps = (take ?? '').split(' ').map((bump) => {
    const [action = '', digit = '', version = ''] = bump.split(/[@#]/);
    return { action, sha: sha(digit), version };
  });
  const code =
    take === undefined
      ? await updatePins({ file, pins: readPins(file), api, json, major }, surroundings)
      : await takePins({ file, bumps, api, json }, surroundings);
  return { code, text: printed.join('\n'), rows: readPins(file), table: read(root, FILE) ?? '' };
}

const newer = repository({
  tags: {
    'v1.3.0': { commit: sha('2'), objects: [sha('7')], released: old },
    'v2.0.0': { commit: sha('3'), released: old },
    'v1.4.0': { commit: sha('4'), released: '2026-09-19T00:00:00Z' },
  },
  files: {
    [`${sha('2')}:action.yml`]: actionYml({ ...INPUTS, 'new-one': {} }),
    [`${sha('3')}:action.yml`]: actionYml({ must: { required: 'true' } }, { runs: { using: 'node26' }, outputs: {} }),
  },
});

test('a row moves to the newest version that may be taken, by the commit behind its tag object', async () => {
  const { code, rows, text } = await run({ 'acme/build': newer });
  expect(code).toBe(0);
  const inputs = { path: 'required', depth: 'optional', 'new-one': 'optional' };
  const row = { ...PIN, version: 'v1.3.0', sha: sha('2'), released: '2026-09-01', inputsReadAt: 'v1.3.0', inputs };
  expect(rows).toEqual([row]);
  expect(text).toBe(
    'updated   acme/build v1.2.3 → v1.3.0; has the new input new-one.\nWrote pins.json. Next: npx projen, review the diff.',
  );
});

test('a new major is taken only with --major, and everything that a workflow sees of it is told', async () => {
  const { rows, text } = await run({ 'acme/build': newer }, { major: true });
  expect(rows[0]).toMatchObject({ version: 'v2.0.0', sha: sha('3'), runtime: 'node26', outputs: [] });
  expect(text).toContain(
    'v1.2.3 → v2.0.0; needs input must; no longer has input path, depth; no longer has output out; runs on node26 instead of node24.',
  );
});

test('the rest of the table keeps its bytes, and what is written is as prettier leaves it', async () => {
  const { table, rows } = await run({ 'acme/build': newer }, { pins: [OTHER, PIN, { ...OTHER, action: 'acme/last' }] });
  expect(rows.map(({ action, version }) => `${action} ${version}`)).toEqual([
    ...['acme/other v1.2.3', 'acme/build v1.3.0', 'acme/last v1.2.3'],
  ]);
  expect(table).toBe(pretty(table));
});

test('a long list of outputs is written as prettier leaves it, too', async () => {
  const outputs = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`output-number-${i}`, {}]));
  const files = { [`${sha('1')}:action.yml`]: actionYml(INPUTS, { outputs }) };
  const { table, rows } = await run({ 'acme/build': repository({ files }) });
  expect(rows[0]?.outputs).toHaveLength(20);
  expect(table).toBe(pretty(table));
});

test('a row that lacks facts gets them without a new version', async () => {
  const { rows, text } = await run(
    { 'acme/build': repository() },
    { pins: [{ ...PIN, released: null, inputs: null }] },
  );
  expect(rows).toEqual([PIN]);
  expect(text).toContain('updated   acme/build was released on 2026-08-01; was read at v1.2.3; has inputs that were');
});

test('a row that is read at an older version is read again', async () => {
  const { rows, text } = await run({ 'acme/build': repository() }, { pins: [{ ...PIN, inputsReadAt: 'v1.0.0' }] });
  expect(rows).toEqual([PIN]);
  expect(text).toContain('updated   acme/build was read at v1.2.3.');
});

test('nothing to take leaves the table alone, and says what rests', async () => {
  const tags = { 'v1.4.0': { commit: sha('4'), released: '2026-09-19T00:00:00Z' } };
  const { code, text, table } = await run({ 'acme/build': repository({ tags }) });
  expect({ code, table }).toEqual({ code: 0, table: tableOf([PIN]) });
  expect(text).toBe(
    'left      acme/build v1.4.0: it rests until 2026-09-26T00:00Z, 7 days after its release.\npins.json stays as it is.',
  );
  expect((await run({ 'acme/build': repository() })).text).toContain('left      acme/build v1.2.3 is the newest');
});

test.each([
  ['moved', { ...newer, tags: { ...newer.tags, 'v1.2.3': { commit: sha('9') } } }, 'POSSIBLE COMPROMISE'],
  ['archived', { ...newer, archived: true }, 'is archived'],
  ['renamed', { ...newer, name: 'evil/build' }, 'is called evil/build today'],
])('a %s pin is never updated by program', async (_, there, message) => {
  const { text, table } = await run({ 'acme/build': there }, { major: true });
  expect(text).toContain(message);
  expect(table).toBe(tableOf([PIN]));
});

test('an action that cannot be looked up is an error; the others are updated', async () => {
  const pins = [PIN, { ...PIN, action: 'acme/other' }];
  const { code, text, rows } = await run({ 'acme/build': newer, 'acme/other': newer }, { pins, fault: 'acme/other' });
  expect(code).toBe(1);
  expect(rows.map(({ version }) => version)).toEqual(['v1.3.0', 'v1.2.3']);
  expect(text).toContain('error     acme/other: GitHub answered 500.');
});

test('--json says the same for programs', async () => {
  const { text } = await run({ 'acme/build': newer }, { json: true });
  const changes = ['v1.2.3 → v1.3.0', 'has the new input new-one'];
  const updated = [{ action: 'acme/build', version: 'v1.3.0', sha: sha('2'), released: '2026-09-01', changes }];
  const parsed: unknown = JSON.parse(text);
  expect(parsed).toEqual({ version: 1, file: 'pins.json', written: true, updated, left: [], errors: [] });
});

describe('take', () => {
  test('a version that a bot chose is taken, also where it is a new major', async () => {
    const { code, rows, text } = await run({ 'acme/build': newer }, { take: 'acme/build@3#v2.0.0' });
    expect(code).toBe(0);
    expect(rows[0]).toMatchObject({ version: 'v2.0.0', sha: sha('3'), inputsReadAt: 'v2.0.0' });
    expect(text).toContain('Next: npx projen, review the diff.');
  });

  test.each([
    ['acme/build@9#v1.3.0', `POSSIBLE COMPROMISE: ${sha('9')} is not v1.3.0, which is ${sha('2')}.`],
    ['acme/build@7#v1.3.0', `${sha('7')} is not v1.3.0, which is ${sha('2')}`],
    ['acme/build@9#v1.9.0', 'is not v1.9.0, which is no tag.'],
    ['acme/build@4#v1.4.0', 'v1.4.0: it rests until 2026-09-26T00:00Z'],
    ['acme/build@2#v2', '"v2" behind the commit is no exact version: write one of the form v1.2.3.'],
    ['acme/build@2#main', '"main" behind the commit is no exact version'],
    ['acme/build@2#v1.0.0', 'v1.0.0 is older than v1.2.3 in the table.'],
  ])('%s is not taken', async (take, message) => {
    const { code, text, table } = await run({ 'acme/build': newer }, { take });
    expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining(message) });
    expect(table).toBe(tableOf([PIN]));
  });

  test('what is as in the table, or not in it, is passed over', async () => {
    const { code, text } = await run({}, { take: 'acme/build@1#v1.2.3 other/action@2#v1.0.0' });
    expect({ code, text }).toEqual({ code: 0, text: 'pins.json stays as it is.' });
  });

  test('a moved pin is not moved further', async () => {
    const moved = { ...newer, tags: { ...newer.tags, 'v1.2.3': { commit: sha('9') } } };
    const { code, text } = await run({ 'acme/build': moved }, { take: 'acme/build@2#v1.3.0' });
    expect({ code, text }).toEqual({ code: 2, text: expect.stringContaining('POSSIBLE COMPROMISE') });
  });

  test('two versions of one action are refused', async () => {
    await expect(run({}, { take: 'acme/build@2#v1.3.0 acme/build@3#v2.0.0' })).rejects.toThrow(
      'acme/build is there in two versions. Name one file.',
    );
  });
});
