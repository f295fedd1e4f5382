/** Stand-ins of the artifact actions, by the behaviour that the actions' README and source describe. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionCall, StandIn } from '../../src/runner/actions';
import { ArtifactStore, downloadArtifact, uploadArtifact } from '../../src/runner/stand-ins/artifacts';
import { workspaceWith } from '../support/run-script';

const store = new ArtifactStore();
let runs = 0;
let run = '';

beforeEach(() => {
  run = String((runs += 1));
});
afterAll(() => {
  store.close();
});

const files = {
  'out/app.zip': 'app',
  'out/logs/a.log': 'a',
  'out/logs/b.tmp': 'b',
  'out/.hidden': 'h',
  'reports/unit.xml': 'unit',
  'README.md': 'read',
};

interface Used {
  readonly outputs: Readonly<Record<string, string>>;
  readonly printed: readonly string[];
  readonly workspace: string;
}

async function use(standIn: StandIn, inputs: ActionCall['inputs'], workspace = workspaceWith(files)): Promise<Used> {
  const [outputs, printed]: [Record<string, string>, string[]] = [{}, []];
  await standIn({
    ...{ name: 'actions/upload-artifact', ref: 'v4', inputs, env: {}, workspace },
    print: (line) => printed.push(line),
    setOutput: (name, value) => (outputs[name] = value),
    ...{ mask: nothing, exportVariable: nothing, addPath: nothing, after: nothing },
  });
  return { outputs, printed, workspace };
}

const nothing = (): void => undefined;
const upload = (inputs: ActionCall['inputs'], workspace?: string): Promise<Used> =>
  use(uploadArtifact(store, run), inputs, workspace);
const download = (inputs: ActionCall['inputs']): Promise<Used> =>
  use(downloadArtifact(store, run), inputs, workspaceWith({}));
const listed = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe('What an artifact holds', () => {
  test.each([
    ['of one file, that file without its folder', 'out/app.zip', ['app.zip']],
    ['of a folder, its files without the hidden ones', 'out', ['app.zip', 'logs/a.log', 'logs/b.tmp']],
    ['of a pattern, what lies below its first wildcard', 'out/*/*.log', ['logs/a.log']],
    [
      'of several paths, what lies below their common folder',
      'out/logs\nout/app.zip',
      ['app.zip', 'logs/a.log', 'logs/b.tmp'],
    ],
    ['of paths with nothing in common, all of their folders', './out/app.zip\nREADME.md', ['README.md', 'out/app.zip']],
    ['of paths and an exclusion, what is left', 'out/\n!out/**/*.tmp', ['app.zip', 'logs/a.log']],
  ])('%s', async (_, path, expected) => {
    await upload({ name: 'it', path });
    expect(listed(store.folder(run, 'it'))).toEqual(expected);
  });

  test('Hidden files are taken where that is asked for.', async () => {
    await upload({ path: 'out', 'include-hidden-files': 'true' });
    expect(listed(store.folder(run, 'artifact'))).toContain('.hidden');
  });

  test('A second upload of a name fails, unless it may overwrite.', async () => {
    const { outputs } = await upload({ name: 'it', path: 'out/app.zip' });
    expect(outputs).toEqual({ 'artifact-id': '1' });
    await expect(upload({ name: 'it', path: 'README.md' })).rejects.toThrow(
      'Failed to CreateArtifact: an artifact with the name "it" already exists on the workflow run.',
    );
    await upload({ name: 'it', path: 'README.md', overwrite: 'true' });
    expect(listed(store.folder(run, 'it'))).toEqual(['README.md']);
  });
});

describe('No files', () => {
  test.each([
    ['a path', 'nowhere'],
    ['a pattern', 'nowhere/*.zip'],
  ])('%s that finds none warns by default, and there is no artifact.', async (_, path) => {
    const { printed, outputs } = await upload({ path });
    expect(printed).toEqual([
      expect.stringContaining(`##[warning]No files were found with the provided path: ${path}.`),
    ]);
    expect(outputs).toEqual({});
    expect(store.names(run)).toEqual([]);
  });

  test('fail where that is asked for, and are silent where that is.', async () => {
    await expect(upload({ path: 'nowhere', 'if-no-files-found': 'error' })).rejects.toThrow('No files were found');
    expect((await upload({ path: 'nowhere', 'if-no-files-found': 'ignore' })).printed).toEqual([]);
  });
});

describe('A download', () => {
  beforeEach(async () => {
    await upload({ name: 'logs-a', path: 'out/logs/a.log' });
    await upload({ name: 'logs-b', path: 'out/logs/b.tmp' });
    await upload({ name: 'app', path: 'out/app.zip' });
  });

  test.each([
    ['one by its name, into the folder itself', { name: 'app', path: 'to' }, ['to/app.zip']],
    ['all, each in a folder of its name', {}, ['app/app.zip', 'logs-a/a.log', 'logs-b/b.tmp']],
    ['those of a pattern', { pattern: 'logs-*' }, ['logs-a/a.log', 'logs-b/b.tmp']],
    ['those of a pattern in one folder', { pattern: 'logs-*', 'merge-multiple': 'true' }, ['a.log', 'b.tmp']],
  ])('takes %s.', async (_, inputs: ActionCall['inputs'], expected) => {
    const { workspace, outputs } = await download(inputs);
    expect(listed(workspace)).toEqual(expected);
    expect(outputs['download-path']).toBe(join(workspace, inputs['path'] ?? ''));
  });

  test('of a name that the run does not have fails.', async () => {
    await expect(download({ name: 'elsewhere' })).rejects.toThrow('Artifact not found for name: elsewhere');
  });

  test.each(['run-id', 'repository', 'artifact-ids'])('with %s is not modelled, and never passes.', async (input) => {
    await expect(download({ [input]: '1' })).rejects.toThrow(`download-artifact with "${input}"`);
  });

  test('does not see the artifacts of another run.', async () => {
    run = 'another';
    const { workspace } = await download({});
    expect(listed(workspace)).toEqual([]);
  });
});

test('A closed store leaves nothing behind.', async () => {
  const own = new ArtifactStore();
  await use(uploadArtifact(own, '1'), { path: 'README.md' });
  const folder = own.folder('1', 'artifact');
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('read');
  own.close();
  expect(existsSync(folder)).toBe(false);
});
