/** Stand-ins of actions/setup-python and actions/setup-node: only what the machine has passes for what is asked for. */
import { chmodSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { ActionCall, StandIn } from '../../src/runner/actions';
import { setupNode, setupPython } from '../../src/runner/stand-ins/languages';
import { workspaceWith } from '../support/run-script';

/** A folder with programs that answer with a version; without one, they fail as the shims of version managers do. */
function programs(versions: Readonly<Record<string, string>>): string {
  const text = (version: string): string => (version === '' ? '#!/bin/sh\nexit 127\n' : `#!/bin/sh\necho ${version}\n`);
  const folder = workspaceWith(Object.fromEntries(Object.entries(versions).map(([name, v]) => [name, text(v)])));
  for (const name of Object.keys(versions)) chmodSync(join(folder, name), 0o755);
  return folder;
}

interface Used {
  readonly outputs: Readonly<Record<string, string>>;
  readonly added: readonly string[];
}

async function use(
  standIn: StandIn,
  inputs: ActionCall['inputs'],
  path = '',
  files: Readonly<Record<string, string>> = {},
): Promise<Used> {
  const [outputs, added]: [Record<string, string>, string[]] = [{}, []];
  await standIn({
    ...{ name: 'actions/setup-python', ref: 'v6', inputs, env: { PATH: path }, workspace: workspaceWith(files) },
    setOutput: (name, value) => (outputs[name] = value),
    addPath: (folder) => added.push(folder),
    ...{ print: nothing, mask: nothing, exportVariable: nothing, after: nothing },
  });
  return { outputs, added };
}

const nothing = (): void => undefined;

describe('Python', () => {
  const folder = programs({ 'python3.12': '3.12.7', python3: '3.11.9', 'python3.9': '' });

  test.each([
    ['3.12', '3.12.7', 'python3.12'],
    ['3.11', '3.11.9', 'python3'],
    ['3.12.7', '3.12.7', 'python3.12'],
    ['3', '3.11.9', 'python3'],
    ['3.x', '3.11.9', 'python3'],
    ['', '3.11.9', 'python3'],
  ])('"%s" is %s of this machine.', async (asked, version, program) => {
    // "3.12.7" is found by its own name only.
    const path = asked === '3.12.7' ? programs({ 'python3.12.7': '3.12.7', 'python3.12': '3.12.7' }) : folder;
    const { outputs, added } = await use(setupPython, { 'python-version': asked }, path);
    expect(outputs).toMatchObject({ 'python-version': version, 'cache-hit': 'false' });
    expect(added).toEqual([path]);
    if (path === folder) expect(outputs['python-path']).toBe(join(folder, program));
  });

  test.each(['3.10', '3.9', '>=3.11', '3.1'])(
    '"%s" is not on this machine, and nothing passes for it.',
    async (asked) => {
      await expect(use(setupPython, { 'python-version': asked }, folder)).rejects.toThrow(
        `Python ${asked}: this machine has it nowhere on ${folder}`,
      );
    },
  );

  test('The version may stand in a file.', async () => {
    const inputs = { 'python-version-file': '.python-version' };
    const { outputs } = await use(setupPython, inputs, folder, { '.python-version': '3.12\n' });
    expect(outputs['python-version']).toBe('3.12.7');
  });

  test('The error names every folder that was looked at.', async () => {
    const path = ['/nowhere', '/elsewhere'].join(delimiter);
    await expect(use(setupPython, { 'python-version': '3.12' }, path)).rejects.toThrow('/nowhere /elsewhere');
  });
});

describe('Node', () => {
  const [major = ''] = process.version.slice(1).split('.');

  test.each([process.version, process.version.slice(1), major, `${major}.x`, 'lts/*', ''])(
    '"%s" is the one that runs this.',
    async (asked) => {
      const { outputs, added } = await use(setupNode, { 'node-version': asked });
      expect(outputs).toEqual({ 'node-version': process.version, 'cache-hit': 'false' });
      expect(added).toEqual([dirname(process.execPath)]);
    },
  );

  test('Another is refused.', async () => {
    await expect(use(setupNode, { 'node-version': '4' })).rejects.toThrow(`Node 4: this is ${process.version}`);
  });
});
