import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

const root = join(__dirname, '../../..');
const ACTION = '.github/actions/python-setup';
const install = readFileSync(join(root, 'src/python/scripts/install-requirements.sh'), 'utf8');
const QUIET = 'pip install --quiet --disable-pip-version-check';

interface Given {
  readonly requirements?: string;
  readonly workingDirectory?: string;
  /** What `python` does after it has noted its arguments. */
  readonly python?: string;
}

/** Runs the step of the composite action: the script lies beside its action.yml, and the step starts in the service. */
async function run(files: Record<string, string>, given: Given = {}): Promise<Outcome & { calls: string[] }> {
  const workspace = workspaceWith({
    [`${ACTION}/install-requirements.sh`]: install,
    [`${ACTION}/gates.txt`]: '',
    calls: '',
    ...files,
  });
  const { requirements = 'requirements.txt\nrequirements-dev.txt\n', workingDirectory = '.', python = '' } = given;
  const note = `#!/usr/bin/env bash\nprintf '%s\\n' "$(printf '<%s>' "\${@:2}")" >> '${join(workspace, 'calls')}'\n${python}\n`;
  const outcome = await runScript('install-requirements', {
    workspace,
    workingDirectory,
    programs: { python: note },
    runner: { GITHUB_ACTION_PATH: join(workspace, ACTION) },
    env: { TOOLS: join(workspace, ACTION, 'gates.txt'), REQUIREMENTS: requirements },
    run: '"$GITHUB_ACTION_PATH/install-requirements.sh"',
  });
  const lines = readFileSync(join(workspace, 'calls'), 'utf8').trimEnd().split('\n');
  return { ...outcome, calls: lines.map((line) => line.slice(1, -1).replaceAll('><', ' ').replaceAll(workspace, '')) };
}

const tools = `${QUIET} --require-hashes --requirement /${ACTION}/gates.txt`;

describe('requirement files', () => {
  test('come after the tools of the gates, whose hashes are checked, so that what a repository pins wins', async () => {
    const { code, output, calls } = await run({ 'requirements.txt': '', 'requirements-dev.txt': '' });
    expect([code, output]).toEqual([0, 'Installed requirements.txt.\nInstalled requirements-dev.txt.\n']);
    expect(calls).toEqual([
      tools,
      `${QUIET} --requirement requirements.txt`,
      `${QUIET} --requirement requirements-dev.txt`,
    ]);
  });

  test.each([
    ['some are absent', 'requirements.txt\nrequirements-dev.txt\nrequirements-test.txt\n'],
    ['there are empty lines', '\n\nrequirements-dev.txt\n\n'],
    ['the last line has no end', 'other.txt\nrequirements-dev.txt'],
  ])('may be listed although %s', async (_, requirements) => {
    const { code, calls } = await run({ 'requirements-dev.txt': '' }, { requirements });
    expect([code, calls]).toEqual([0, [tools, `${QUIET} --requirement requirements-dev.txt`]]);
  });

  test('may have any name', async () => {
    const names = ['my requirements.txt', `it's "quoted".txt`, '$(touch pwned).txt', '*.txt'];
    const files = Object.fromEntries(names.map((name) => [name, '']));
    const { code, calls } = await run(files, { requirements: names.join('\n') });
    expect([code, calls]).toEqual([0, [tools, ...names.map((name) => `${QUIET} --requirement ${name}`)]]);
  });

  test('are those of the service', async () => {
    const files = { 'requirements.txt': '', 'orders service/requirements-dev.txt': '' };
    const { calls } = await run(files, { workingDirectory: 'orders service' });
    expect(calls).toEqual([tools, `${QUIET} --requirement requirements-dev.txt`]);
  });

  test('are all installed when an installation reads its standard input', async () => {
    const { calls } = await run({ 'requirements.txt': '', 'requirements-dev.txt': '' }, { python: 'cat > /dev/null' });
    expect(calls).toHaveLength(3);
  });

  test('win over pyproject.toml', async () => {
    const { calls } = await run({ 'requirements.txt': '', 'pyproject.toml': '[project]\nname = "x"\n' });
    expect(calls).toEqual([tools, `${QUIET} --requirement requirements.txt`]);
  });

  test('none at all is fine', async () => {
    expect(await run({})).toMatchObject({ code: 0, calls: [tools] });
  });
});

describe('pyproject.toml alone', () => {
  test.each([
    ['a package', '[project]\nname = "x"\n', '--editable .'],
    [
      'a package with extras',
      '[project.optional-dependencies]\nx = ["a"]\ndev = ["b"]\ntest = [\n  "c",\n]\n\n[project]\nname = "x"\n',
      '--editable .[dev,test]',
    ],
    [
      'a package with groups',
      '[project]\nname = "x"\n[dependency-groups]\ntests=["a"]\nbench=["b"]\ndev = ["c"]\n',
      '--editable . --group tests --group dev',
    ],
    ['an old package', '[build-system]\nrequires = ["setuptools"]\n', '--editable .'],
    ['groups without a package', '[tool.x]\ntest = 1\n[dependency-groups]\ndev = ["a"]\n', '--group dev'],
    ['names of other parts', '[project]\nname = "x"\n[tool.y]\ndev = ["a"]\n', '--editable .'],
  ])('%s', async (_, text, expected) => {
    const { code, calls, output } = await run({ 'pyproject.toml': text });
    expect([code, calls]).toEqual([0, [tools, `${QUIET} ${expected}`]]);
    expect(output).toContain('Installed pyproject.toml');
  });

  test('with settings of tools only is no package', async () => {
    expect(await run({ 'pyproject.toml': '[tool.ruff]\nline-length = 100\n' })).toMatchObject({
      code: 0,
      calls: [tools],
    });
  });
});

describe('an installation that fails ends it', () => {
  test.each([
    ['tools', 'gates.txt', 1],
    ['requirements', 'requirements.txt', 2],
  ])('%s', async (_, file, calls) => {
    const python = `[[ "$*" != *${file} ]] || { echo 'ERROR: no matching distribution'; exit 1; }`;
    const outcome = await run({ 'requirements.txt': '', 'requirements-dev.txt': '' }, { python });
    expect([outcome.code, outcome.calls.length]).toEqual([1, calls]);
    expect(outcome.output).toContain('ERROR: no matching distribution');
  });

  test('a package', async () => {
    const outcome = await run({ 'pyproject.toml': '[project]\nname = "x"\n' }, { python: '[[ "$*" != *editable* ]]' });
    expect(outcome.code).toBe(1);
  });
});
