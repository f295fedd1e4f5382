import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { command, folderWith, holding, LIBRARY, projenrc, put, read } from './support/commands';

const files = { '.github/workflows/deploy.yml': 'name: deploy\n', 'scripts/run.sh': 'echo 1\n' };

async function applied(more: Record<string, string> = {}): Promise<string> {
  const folder = folderWith({ 'src/app.py': 'print(1)\n', ...projenrc(files), ...more });
  expect((await command(folder, ['apply'])).code).toBe(0);
  return folder;
}

describe('plan, apply and check in a repository with a .projenrc.ts', () => {
  test('plan shows each file with its difference, writes nothing and exits 2.', async () => {
    const folder = folderWith(projenrc(files));
    const { code, output, errors } = await command(folder, ['plan']);
    expect(code).toBe(2);
    expect(output).toContain('create    .github/workflows/deploy.yml\ncreate    scripts/run.sh\n');
    expect(output).toContain('+name: deploy');
    expect(output).toContain('2 files to create.');
    expect(errors).toBe('');
    expect(read(folder, 'scripts/run.sh')).toBeUndefined();
  });

  test('apply writes the files, names them and says what comes next.', async () => {
    const folder = folderWith(projenrc(files));
    const { code, output } = await command(folder, ['apply']);
    expect(code).toBe(0);
    expect(output).toBe(
      'create    .github/workflows/deploy.yml\ncreate    scripts/run.sh\nwrite     .projen/managed.sha256\nWrote 3 files. Next: git diff, then commit.\n',
    );
    expect(read(folder, 'scripts/run.sh')).toBe('echo 1\n');
    expect(read(folder, '.projen/managed.sha256')).toContain('scripts/run.sh');
  });

  test('Nothing is left to plan, to apply or to find after an apply.', async () => {
    const folder = await applied();
    expect(await command(folder, ['plan'])).toMatchObject({ code: 0 });
    expect(await command(folder, ['apply'])).toMatchObject({
      code: 0,
      output: 'Nothing to change: 2 files generated.\n',
    });
    expect(await command(folder, ['check'])).toMatchObject({
      code: 0,
      output: 'shop: every managed file is as generated.\n',
    });
  });

  test('One generated file is spoken of in the singular.', async () => {
    const folder = folderWith(projenrc({ 'a.yml': 'a\n' }));
    await command(folder, ['apply']);
    expect((await command(folder, ['apply'])).output).toBe('Nothing to change: 1 file generated.\n');
  });

  test('check exits 2 and names every file that is missing, edited or out of date, with what to do.', async () => {
    const folder = await applied();
    rmSync(join(folder, 'scripts/run.sh'));
    put(folder, { '.github/workflows/deploy.yml': 'name: by hand\n' });
    const { code, output } = await command(folder, ['check']);
    expect(code).toBe(2);
    expect(output).toMatch(/^shop:\n/);
    expect(output).toContain('  scripts/run.sh is missing. Run npx projen.');
    expect(output).toMatch(/ {2}\.github\/workflows\/deploy\.yml .*Change repos\/shop\.ts instead/);
  });

  test('An edited file stops the apply before anything is written, with its difference and both ways out.', async () => {
    const folder = await applied();
    put(folder, { '.github/workflows/deploy.yml': 'name: by hand\n', ...projenrc({ ...files, 'new.txt': 'new\n' }) });
    const { code, output } = await command(folder, ['apply']);
    expect(code).toBe(1);
    expect(output).toContain('edited    .github/workflows/deploy.yml');
    expect(output).toContain('-name: by hand');
    expect(output).toContain('  --accept .github/workflows/deploy.yml\n  --release .github/workflows/deploy.yml');
    expect(output).toMatch(/\nDecide by: npx projen-fleet apply --accept PATH\n$/);
    expect(read(folder, 'new.txt')).toBeUndefined();
    expect(read(folder, '.github/workflows/deploy.yml')).toBe('name: by hand\n');
  });

  test('--accept overwrites the edited file and says where the old content is.', async () => {
    const folder = await applied();
    put(folder, { 'scripts/run.sh': 'echo mine\n' });
    const { code, output } = await command(folder, ['apply', '--accept', 'scripts/run.sh']);
    expect(code).toBe(0);
    const saved = /The old scripts\/run\.sh is in (\S+)\.\n/.exec(output)?.[1];
    expect(read(folder, saved ?? '')).toBe('echo mine\n');
    expect(read(folder, 'scripts/run.sh')).toBe('echo 1\n');
  });

  test('--release gives the file back: it is named, keeps its bytes, and is never written again.', async () => {
    const folder = await applied();
    put(folder, { 'scripts/run.sh': 'echo mine\n' });
    const { code, output } = await command(folder, ['apply', '--release', 'scripts/run.sh']);
    expect({ code, output }).toMatchObject({ code: 0, output: holding('release   scripts/run.sh\n') });
    put(folder, projenrc({ ...files, 'scripts/run.sh': 'echo 2\n' }));
    expect((await command(folder, ['apply'])).code).toBe(0);
    expect(read(folder, 'scripts/run.sh')).toBe('echo mine\n');
    expect((await command(folder, ['check'])).code).toBe(0);
  });

  test('--accept and --release can each be given several times.', async () => {
    const folder = await applied();
    put(folder, { 'scripts/run.sh': 'echo mine\n', '.github/workflows/deploy.yml': 'name: mine\n' });
    const accept = ['--accept', 'scripts/run.sh', '--accept', '.github/workflows/deploy.yml'];
    expect((await command(folder, ['apply', ...accept])).code).toBe(0);
    expect(read(folder, '.github/workflows/deploy.yml')).toBe('name: deploy\n');
  });

  test('--accept of a file that needs no decision is refused, and the error is not part of the result.', async () => {
    const folder = await applied();
    const { code, output, errors } = await command(folder, ['apply', '--accept', 'src/app.py']);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain('shop: --accept src/app.py: nothing emits this path');
  });

  test("A person's file where the tool emits one is not overwritten.", async () => {
    const folder = folderWith({ 'scripts/run.sh': 'mine\n', ...projenrc(files) });
    const { code, output } = await command(folder, ['apply']);
    expect(code).toBe(1);
    expect(output).toContain('foreign   scripts/run.sh');
    expect(read(folder, 'scripts/run.sh')).toBe('mine\n');
    expect(read(folder, '.github/workflows/deploy.yml')).toBeUndefined();
  });

  test('A deleted managed file comes back with the next apply.', async () => {
    const folder = await applied();
    rmSync(join(folder, 'scripts'), { recursive: true });
    expect((await command(folder, ['apply'])).output).toContain('create    scripts/run.sh\n');
    expect(read(folder, 'scripts/run.sh')).toBe('echo 1\n');
  });

  test('What a definition no longer emits goes; the edited part of it stays and is asked about.', async () => {
    const folder = await applied();
    put(folder, { 'scripts/run.sh': 'echo mine\n', ...projenrc({ 'other.yml': 'other\n' }, 'renamed') });
    const refused = await command(folder, ['apply']);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('--release scripts/run.sh');
    expect(refused.output).not.toContain('--release .github/workflows/deploy.yml');
    expect((await command(folder, ['apply', '--release', 'scripts/run.sh'])).code).toBe(0);
    expect(read(folder, '.github/workflows/deploy.yml')).toBeUndefined();
    expect(read(folder, 'scripts/run.sh')).toBe('echo mine\n');
    expect(read(folder, 'src/app.py')).toBe('print(1)\n');
    expect((await command(folder, ['plan'])).code).toBe(0);
  });

  test('The number of removed files is told.', async () => {
    const folder = await applied();
    put(folder, projenrc({ 'scripts/run.sh': 'echo 1\n' }));
    expect((await command(folder, ['apply'])).output).toMatch(/and removed 1\. Next/);
  });
});

describe('A .projenrc.ts that is no good', () => {
  async function errorsOf(text: string): Promise<string> {
    const { code, output, errors } = await command(folderWith({ '.projenrc.ts': text }), ['apply']);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).not.toMatch(/^ +at /m);
    return errors;
  }

  test('Without one, the person is told both ways to work.', async () => {
    const { code, errors } = await command(folderWith(), ['plan']);
    expect(code).toBe(1);
    expect(errors).toMatch(/has no \.projenrc\.ts\. Run "projen-fleet init NAME" here, .*--checkouts DIR\.\n$/);
  });

  test('One that defines nothing is told its last line.', async () => {
    expect(await errorsOf('export const nothing = 1;\n')).toContain(
      'defines nothing. Its last line should be: new X().synth();',
    );
  });

  test('Every problem of a definition is listed at once, without a stack.', async () => {
    const errors = await errorsOf(
      `import { DefinitionError } from '${LIBRARY}';
throw new DefinitionError([
  { where: 'shop', field: 'stack', wrong: 'is empty', instead: 'a name' },
  { where: 'platform', field: 'owner', wrong: 'is empty', instead: 'the organisation' },
]);\n`,
    );
    expect(errors).toBe(
      'The definition has 2 problems:\n  shop: stack: is empty\n    write: a name\n  platform: owner: is empty\n    write: the organisation\n',
    );
  });

  test('Another error in it is told with the file and the line.', async () => {
    const errors = await errorsOf('const a = 1;\nthrow new Error("bucket is gone: " + a);\n');
    expect(errors).toMatch(/\.projenrc\.ts, line \d: bucket is gone: 1\.\n$/);
  });

  test('An error that is no Error object is told too.', async () => {
    expect(await errorsOf('throw "just text";\n')).toContain('.projenrc.ts: just text.');
  });

  test('A package that is not installed is named, with what to do.', async () => {
    expect(await errorsOf('import "no-such-package/repos";\n')).toMatch(
      /Cannot find module 'no-such-package\/repos'.* Install it, or correct the path\.\n$/,
    );
  });

  test('Names of repositories need to be told where their checkouts are.', async () => {
    const { code, errors } = await command(folderWith(), ['plan', 'shop']);
    expect({ code, errors }).toEqual({
      code: 1,
      errors: 'Say where the checkouts are: --checkouts DIR, with a folder shop in it.\n',
    });
  });
});
