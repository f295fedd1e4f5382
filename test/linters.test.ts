import { allProjects } from './invariants/definitions';
import { actionlint, githubParser, repositoryWith, shellcheck, zizmor } from './linters/run';

jest.setTimeout(120_000);

const SILENT = { code: 0, words: '' };
const repositories = allProjects().map((project) => {
  const files = project.renderFiles();
  return { name: project.name, files, folder: repositoryWith(files) };
});

describe.each(repositories)('$name', ({ files, folder }) => {
  const paths = files.map(({ path }) => path);

  test('actionlint, with shellcheck over every command, has no finding', () => {
    expect(actionlint(folder)).toEqual(SILENT);
  });

  test('zizmor in its pedantic persona has no finding', () => {
    const { code, words } = zizmor(folder);
    expect(words).toMatch(/^No findings to report\./);
    expect(code).toBe(0);
  });

  test("GitHub's own parser has no finding", () => {
    const yaml = paths.filter((path) => /^\.github\/(workflows|actions)\/.*\.yml$/.test(path));
    expect(yaml.length).toBeGreaterThan(1);
    expect(githubParser(folder, yaml)).toEqual(SILENT);
  });

  test('shellcheck has no finding in the scripts', () => {
    const scripts = paths.filter((path) => path.endsWith('.sh'));
    expect(shellcheck(folder, scripts)).toEqual(SILENT);
  });
});

describe('each linter can fail', () => {
  const broken = `name: Broken
on:
  pull_request:
permissions: {}
jobs:
  one:
    name: One
    runs-on: ubuntu-24.04
    steps:
      - name: Old
        uses: actions/checkout@v4
      - name: Unquoted
        run: rm $HOME/*.\${{ github.head_ref }}
      - name: No such step
        run: echo "$X"
        env:
          X: \${{ steps.nothing.outputs.x }}
`;
  const path = '.github/workflows/broken.yml';
  const folder = repositoryWith([
    { path, content: broken },
    { path: 'broken.sh', content: '#!/bin/bash\necho $1\n' },
  ]);

  test('actionlint finds the step that is not there, and shellcheck inside it the missing quotes', () => {
    const { code, words } = actionlint(folder);
    expect(code).toBe(1);
    expect(words).toContain('property "nothing" is not defined');
    expect(words).toContain('SC2086');
  });

  test.each(['unpinned-uses', 'template-injection', 'artipacked', 'concurrency-limits'])('zizmor finds %s', (audit) => {
    const { code, words } = zizmor(folder);
    expect(code).toBeGreaterThan(10);
    expect(words).toContain(`[${audit}]`);
  });

  test("GitHub's own parser finds an unknown key, and an action without runs", () => {
    const bad = repositoryWith([
      { path, content: broken.replace('permissions', 'permission') },
      {
        path: '.github/actions/a/action.yml',
        content: 'name: A\ndescription: B\nruns:\n  using: composite\n  stepz: []\n',
      },
    ]);
    const { words } = githubParser(bad, [path, '.github/actions/a/action.yml']);
    expect(words).toMatch(/broken\.yml \(Line: 4, Col: 1\): Unexpected value 'permission'/);
    expect(words).toMatch(/action\.yml \(Line: 5, Col: 3\): Unexpected value 'stepz'/);
  });

  test('shellcheck finds missing quotes in a script', () => {
    const { code, words } = shellcheck(folder, ['broken.sh']);
    expect([code, words]).toEqual([1, expect.stringContaining('SC2086')]);
  });

  test('a tool that cannot start is an error, not silence', () => {
    expect(() => actionlint('/nowhere')).toThrow('ENOENT');
  });
});
