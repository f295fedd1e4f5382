import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command, definition, folderWith, put, read } from './support/commands';

const CI = '.github/workflows/ci.yml';
const OLD =
  'on: push\npermissions: {}\njobs:\n  test:\n    runs-on: x\n    steps:\n      - run: mypy src\n      - run: pytest\n';
const NEW = OLD.replace('      - run: mypy src\n', '');

/** Checkouts that were written from these files, and definitions that emit others now. */
async function changed(
  repositories: Readonly<Record<string, readonly [before: string, after: string]>>,
): Promise<string> {
  const folder = folderWith();
  const write = (side: 0 | 1): void => {
    const classes = Object.entries(repositories).map(([name, texts]) => {
      return definition(`R${name}`, name, { [CI]: texts[side] }).replace(/^import.*\n/, '');
    });
    const library = /^import.*\n/.exec(definition('X', 'x', {}))?.[0] ?? '';
    const names = Object.keys(repositories).map((name) => `R${name}`);
    put(folder, { 'fleet.ts': `${library}${classes.join('')}export const fleet = [${names.join(', ')}];\n` });
  };
  for (const name of Object.keys(repositories)) mkdirSync(join(folder, 'src', name), { recursive: true });
  write(0);
  expect((await command(folder, ['apply', ...fleet])).code).toBe(0);
  write(1);
  return folder;
}

const fleet = ['--checkouts', 'src', '--definitions', 'fleet.ts'];
const GATE = 'gate `mypy` removed: step `mypy src` of job `test` in ci is gone';

describe('plan', () => {
  test('tells risks first, in words, before the files and why they change.', async () => {
    const folder = await changed({ shop: [OLD, NEW.replace('runs-on: x', 'runs-on: y')] });
    const { code, output } = await command(folder, ['plan', ...fleet]);
    expect(code).toBe(2);
    expect(output).toMatch(
      /^! risk: gate `mypy` removed: .*\n {2}job `test` in ci runs on `y` instead of `x`\n\nupdate {4}/,
    );
    expect(output).toContain(`update    ${CI} (the component that makes it)\n`);
    expect(output).toContain('-      - run: mypy src\n');
    expect(read(folder, `src/shop/${CI}`)).toContain('mypy');
  });

  test('shows risks in red where there are colours.', async () => {
    const folder = await changed({ shop: [OLD, NEW] });
    expect((await command(folder, ['plan', ...fleet], { color: true })).output).toContain(`\u001b[31m! risk: ${GATE}\u001b[0m\n`); // prettier-ignore
  });

  test('says "no behavioural change" of files that only look different.', async () => {
    const folder = await changed({ shop: [OLD, `# a remark\n${OLD}`] });
    const { output } = await command(folder, ['plan', ...fleet, '--no-diff']);
    expect(output).toMatch(/^ {2}no behavioural change\n {2}ci: only comments, order or form changed\n\nupdate /);
    expect(output).not.toContain('@@');
  });

  test('puts repositories together for which a change means the same.', async () => {
    const folder = await changed({
      a: [OLD, NEW],
      b: [OLD, NEW],
      c: [OLD, `# remark\n${OLD}`],
      d: [OLD, OLD],
      e: [OLD, OLD],
    });
    rmSync(join(folder, 'src/e'), { recursive: true });
    const { code, output, errors } = await command(folder, ['plan', ...fleet, '--summary']);
    expect({ code, output }).toEqual({
      code: 1,
      output: [
        `2 repositories (a, b):\n! risk: ${GATE}`,
        '1 repository (c):\n  no behavioural change\n  ci: only comments, order or form changed',
        '1 repository (d): nothing to do',
        '1 repository (e): not planned, see the error\n',
      ].join('\n'),
    });
    expect(errors).toMatch(/^e: .* has no checkout of e\. Clone it there, or name other repositories\.\n$/);
  });

  test('shows each repository with its name, and counts what only one of them has.', async () => {
    const folder = await changed({ a: [OLD, NEW], b: [OLD, OLD.replace('x', 'y')], c: [OLD, `# remark\n${OLD}`] });
    const { output } = await command(folder, ['plan', ...fleet]);
    expect(output).toMatch(/^a\n! risk: [^]*\nb\n {2}job [^]*\nc\n {2}no behav[^]*\n1 repository \(a\): 1 risk\n1 repository \(b\): 1 other change\n1 repository \(c\): no behavioural change\n$/); // prettier-ignore
  });

  test('gives sentences and causes to programs, one repository after another.', async () => {
    const folder = await changed({ a: [OLD, NEW], b: [OLD, OLD] });
    const { code, output } = await command(folder, ['plan', ...fleet, '--json']);
    const parsed: unknown = JSON.parse(output);
    expect(code).toBe(2);
    expect(parsed).toMatchObject({
      version: 1,
      repositories: [
        {
          name: 'a',
          meaning: [{ level: 'risk', risk: true, text: GATE, file: CI, job: 'test', step: 'mypy src' }],
          files: [{ path: CI, why: { kind: 'component' } }],
        },
        { name: 'b', changes: false, meaning: [], files: [{ why: null }] },
      ],
    });
  });

  test('shows how far it is to whoever watches, and clears that line.', async () => {
    const seen: string[] = [];
    const folder = await changed({ a: [OLD, NEW], b: [OLD, OLD] });
    await command(folder, ['plan', ...fleet, '--json'], { progress: (text) => seen.push(text) });
    expect(seen).toEqual(['1/2 a', '', '2/2 b', '']);
  });

  test('defines only what is named, and refuses names that nobody has and two that are the same.', async () => {
    const folder = await changed({ a: [OLD, NEW], b: [OLD, NEW] });
    expect((await command(folder, ['plan', ...fleet, 'b', '--json'])).output).not.toContain('"name": "a"');
    expect((await command(folder, ['plan', ...fleet, 'z'])).errors).toBe('The fleet has no z. It has a, b.\n');
    put(folder, { 'fleet.ts': (read(folder, 'fleet.ts') ?? '').replace("name: 'b'", "name: 'a'") });
    expect(await command(folder, ['plan', ...fleet])).toMatchObject({ code: 1, errors: 'The fleet has two definitions of "a". Remove or rename one.\n' }); // prettier-ignore
  });

  test('counts what a repository gets that has nothing yet.', async () => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`.github/scripts/${name}.sh`, 'true\n']));
    const library = definition('Shop', 'shop', { ...files, [CI]: OLD });
    const folder = folderWith({ 'fleet.ts': `${library}export const fleet = [Shop];\n`, 'src/shop/README.md': '' });
    const { output } = await command(folder, ['plan', ...fleet, '--no-diff']);
    expect(output).toContain('  workflow ci is new: it starts on `push`\n  4 files that workflows use or people read are new\n'); // prettier-ignore
  });
});
