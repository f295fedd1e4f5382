import { GitRepository } from '../../support/git-repository';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

const CLEAN = 'def add(first: int, second: int) -> int:\n    return first + second\n';
/** For each gate, code that only this gate complains about, and a piece of the complaint. */
const BAD = {
  lint: { text: 'import os\n', says: 'F401' },
  format: { text: 'x = {  "a":1 }\n', says: 'x = {"a": 1}' },
  types: { text: 'name: int = "x"\n', says: 'Incompatible types in assignment' },
  security: { text: 'answer = eval("1")\n', says: 'B307' },
} as const;
type Gate = keyof typeof BAD;
const gates: Gate[] = ['lint', 'format', 'types', 'security'];

interface Asked {
  readonly MODE?: string;
  readonly SERVICES?: string;
  readonly BASE?: string;
}

function gate(
  GATE: string,
  workspace: string,
  asked: Asked = {},
  programs: Record<string, string> = {},
): Promise<Outcome> {
  return runScript('python-gate', {
    workspace,
    programs,
    env: { GATE, MODE: 'block', SERVICES: '.\tsrc', BASE: '', ...asked },
  });
}

describe.each(gates)('%s', (name) => {
  const { text, says } = BAD[name];
  const bad = (): string => workspaceWith({ 'src/good.py': CLEAN, 'src/bad.py': text });

  test('passes on clean code', async () => {
    const { code, output } = await gate(name, workspaceWith({ 'src/good.py': CLEAN }));
    expect([code, output]).toEqual([0, expect.stringContaining('.: passed.')]);
  });

  test('fails on findings, and shows them', async () => {
    const { code, output } = await gate(name, bad());
    expect([code, output]).toEqual([1, expect.stringContaining(`::error::${name} has findings; they are above`)]);
    expect(output).toContain(says);
  });

  test('only tells them in a report', async () => {
    const { code, output } = await gate(name, bad(), { MODE: 'report' });
    expect([code, output]).toEqual([0, expect.stringContaining(`::warning::${name} has findings`)]);
    expect(output).toContain(says);
  });

  test('counts changed files only in a ratchet', async () => {
    const repository = new GitRepository();
    repository.commit({ 'src/old.py': text, 'src/gone.py': CLEAN });
    const BASE = repository.commit({ 'src/good.py': CLEAN });
    repository.commit({ 'src/good.py': 'from src import old\n\nprint(old)\n', 'src/gone.py': null });
    expect(await gate(name, repository.folder, { MODE: 'ratchet', BASE })).toMatchObject({ code: 0 });
    repository.commit({ 'src/new one.py': text });
    const { code, output } = await gate(name, repository.folder, { MODE: 'ratchet', BASE });
    expect([code, output]).toEqual([1, expect.stringContaining('new one.py')]);
    expect(output).not.toContain('old.py');
  });

  test.each(['block', 'ratchet', 'report'])('a tool that crashes does not pass (%s)', async (MODE) => {
    const repository = new GitRepository();
    repository.commit({});
    repository.commit({ 'src/good.py': CLEAN });
    const crash = '#!/bin/sh\necho "Traceback: boom" >&2\nexit 70\n';
    const tools = { ruff: crash, mypy: crash, bandit: crash };
    const { code, output } = await gate(name, repository.folder, { MODE }, tools);
    expect(code).toBe(2);
    expect(output).toMatch(new RegExp(`Traceback: boom[^]*::error::${name} could not run in \\.`));
  });

  test('code that cannot be parsed does not pass', async () => {
    const { code } = await gate(name, workspaceWith({ 'src/good.py': CLEAN, 'src/broken.py': 'def f(:\n' }));
    expect([1, 2]).toContain(code);
  });
});

test('a file that bandit passes over is a failure even where findings are only told', async () => {
  const { code, output } = await gate('security', workspaceWith({ 'src/broken.py': 'def f(:\n' }), { MODE: 'report' });
  expect([code, output]).toEqual([2, expect.stringContaining('security could not run in .')]);
  expect(output).toContain('broken.py');
});

describe('several services', () => {
  const services = { 'orders service/src/a.py': CLEAN, 'stock/app/b.py': CLEAN };
  const SERVICES = 'orders service\tsrc\nstock\tapp';

  test('are all checked, in folders of any name', async () => {
    const { code, output } = await gate('lint', workspaceWith(services), { SERVICES });
    expect([code, output]).toEqual([0, expect.stringMatching(/orders service: passed\.\n[^]*stock: passed\./)]);
  });

  test.each(['orders service/src/a.py', 'stock/app/b.py'])(
    'fail when %s does, and the others are shown as well',
    async (path) => {
      const { code, output } = await gate('lint', workspaceWith({ ...services, [path]: 'import os\n' }), { SERVICES });
      expect([code, output]).toEqual([1, expect.stringContaining('F401')]);
      expect(output.match(/: passed\./g)).toHaveLength(1);
    },
  );

  test('are all checked when a tool reads its standard input', async () => {
    const ruff = '#!/bin/sh\ncat > /dev/null\nexit 0\n';
    const { output } = await gate('lint', workspaceWith(services), { SERVICES }, { ruff });
    expect(output.match(/: passed\./g)).toHaveLength(2);
  });
});

describe('a ratchet', () => {
  test('compares with the commit before where there is no pull request', async () => {
    const repository = new GitRepository();
    repository.commit({ 'src/a.py': 'import os\n' });
    repository.commit({ 'src/b.py': CLEAN });
    expect((await gate('lint', repository.folder, { MODE: 'ratchet' })).code).toBe(0);
    repository.commit({ 'src/c.py': 'import os\n' });
    expect((await gate('lint', repository.folder, { MODE: 'ratchet' })).code).toBe(1);
  });

  test('has nothing to do where no Python file changed', async () => {
    const repository = new GitRepository();
    repository.commit({ 'src/a.py': 'import os\n' });
    repository.commit({ 'README.md': 'x', 'src/page.html': 'x', 'other/b.py': 'import os\n' });
    const { code, output } = await gate('lint', repository.folder, { MODE: 'ratchet' });
    expect([code, output]).toEqual([0, '.: no changed Python file.\n']);
  });

  test.each([['naïve.py'], ['it\'s "quoted".py'], ['two\nlines.py'], ['-x.py']])(
    'sees a changed file named %j',
    async (file) => {
      const repository = new GitRepository();
      repository.commit({ 'good.py': CLEAN });
      repository.commit({ [file]: 'import os\n' });
      const { code, output } = await gate('lint', repository.folder, { MODE: 'ratchet', SERVICES: '.\t.' });
      expect([code, output]).toEqual([1, expect.stringContaining('F401')]);
    },
  );

  test('leaves alone what the repository excludes', async () => {
    const repository = new GitRepository();
    repository.commit({ 'ruff.toml': 'extend-exclude = ["src/generated"]\n', 'src/a.py': CLEAN });
    repository.commit({ 'src/generated/b.py': 'import os\n' });
    expect((await gate('lint', repository.folder, { MODE: 'ratchet' })).code).toBe(0);
  });

  test.each([
    ['a commit that was not fetched', 'f'.repeat(40)],
    ['the commit before the first one', ''],
  ])('does not pass when there is nothing to compare with: %s', async (_, BASE) => {
    const repository = new GitRepository();
    repository.commit({ 'src/a.py': 'import os\n' });
    const { code, output } = await gate('lint', repository.folder, { MODE: 'ratchet', BASE });
    expect([code, output]).toEqual([2, expect.stringContaining('Check out the whole history (fetch-depth: 0)')]);
  });
});

describe('what looks at nothing does not pass', () => {
  test.each([
    ['a source that is absent', '.\tlib', /There is no Python code in "lib" of \./],
    ['a source without Python', '.\tdocs', /There is no Python code in "docs" of \./],
    ['a service that is absent', 'orders\tsrc', /There is no folder "orders"/],
    ['a service without source', 'docs', /There is no Python code in "" of docs/],
    ['no services', '', /There is no Python code/],
  ])('%s', async (_, SERVICES, message) => {
    const workspace = workspaceWith({ 'src/a.py': CLEAN, 'docs/a.md': '' });
    for (const name of gates) {
      const { code, output } = await gate(name, workspace, { SERVICES });
      expect([code, output]).toEqual([2, expect.stringMatching(message)]);
    }
  });

  test('a gate that there is not', async () => {
    const { code, output } = await gate('spelling', workspaceWith({ 'src/a.py': CLEAN }));
    expect([code, output]).toEqual([2, expect.stringContaining('"spelling" is no gate')]);
  });

  test('a mode that there is not blocks', async () => {
    expect((await gate('lint', workspaceWith({ 'src/a.py': 'import os\n' }), { MODE: '' })).code).toBe(1);
  });
});
