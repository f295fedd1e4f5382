import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

const PASS = 'from src.shop import price\n\ndef test_price():\n    assert price(True) == 1\n';
const FAIL = 'def test_fails():\n    assert 1 == 2\n';
const usual = {
  'src/shop.py': 'def price(sale: bool) -> int:\n    if sale:\n        return 1\n    return 2\n',
  'tests/unit/test_shop.py': PASS,
  'conftest.py': '',
};

function run(
  files: Record<string, string>,
  env: Record<string, string> = {},
  workspace = workspaceWith(),
): Promise<Outcome> {
  const asked = { SERVICE: '.', SOURCE: 'src', UNIT: 'tests/unit', INTEGRATION: 'tests/integration' };
  return runScript('run-tests', {
    workspace,
    files,
    env: { ...asked, REPORT: join(workspace, 'out/my report'), ...env },
  });
}

/** The sums of the report. */
function totals(workspace: string): unknown {
  const report: unknown = JSON.parse(readFileSync(join(workspace, 'out/my report.json'), 'utf8'));
  return typeof report === 'object' && report !== null && 'totals' in report ? report.totals : undefined;
}

test('unit tests that pass leave reports of lines and branches', async () => {
  const workspace = workspaceWith();
  const { code, output } = await run(usual, {}, workspace);
  expect([code, output]).toEqual([
    0,
    expect.stringContaining('::notice::There are no integration tests (tests/integration).'),
  ]);
  expect(totals(workspace)).toMatchObject({
    num_statements: 4,
    covered_lines: 3,
    num_branches: 2,
    covered_branches: 1,
  });
  expect(readFileSync(join(workspace, 'out/my report.coverage.xml'), 'utf8')).toContain('<coverage');
});

test('integration tests run as well, and are not measured', async () => {
  const workspace = workspaceWith();
  const integration = 'from src.shop import price\n\ndef test_other():\n    assert price(False) == 2\n';
  const { code, output } = await run({ ...usual, 'tests/integration/test_other.py': integration }, {}, workspace);
  expect([code, output.match(/1 passed/g)?.length]).toEqual([0, 2]);
  expect(totals(workspace)).toMatchObject({ covered_lines: 3 });
});

test('a service in a folder of any name is tested there', async () => {
  const files = Object.fromEntries(Object.entries(usual).map(([path, text]) => [`orders service/${path}`, text]));
  expect((await run(files, { SERVICE: 'orders service' })).code).toBe(0);
});

describe('red', () => {
  test.each([
    ['a unit test that fails', { 'tests/unit/test_fail.py': FAIL }],
    ['a unit test that cannot be imported', { 'tests/unit/test_fail.py': 'import nowhere\n' }],
    ['an integration test that fails', { 'tests/integration/test_fail.py': FAIL }],
    ['integration tests that cannot be imported', { 'tests/integration/test_fail.py': 'import nowhere\n' }],
    ['settings that pytest does not understand', { 'pytest.ini': '[pytest]\naddopts = --nonsense\n' }],
  ])('%s', async (_, files) => {
    expect((await run({ ...usual, ...files })).code).toBe(1);
  });

  test('a failed unit test is not followed by the integration tests', async () => {
    const { output } = await run({
      ...usual,
      'tests/unit/test_fail.py': FAIL,
      'tests/integration/test_other.py': PASS,
    });
    expect(output.match(/test session starts/g)).toHaveLength(1);
  });

  test.each([
    ['an absent folder', { 'src/shop.py': '' }],
    ['an empty folder', { 'src/shop.py': '', 'tests/unit/readme.md': '' }],
    ['a folder in which nothing is a test', { 'src/shop.py': '', 'tests/unit/test_none.py': 'x = 1\n' }],
  ])('no unit tests: %s', async (_, files) => {
    const { code, output } = await run(files);
    expect([code, output]).toEqual([
      2,
      expect.stringContaining('::error::tests/unit has no tests. Add some, or correct the folder'),
    ]);
  });

  test('tests that measure nothing, since the source is elsewhere', async () => {
    const workspace = workspaceWith();
    const { code, output } = await run(usual, { SOURCE: 'lib' }, workspace);
    expect([code, output]).toEqual([2, expect.stringContaining('no line of lib was measured. Correct the source')]);
    expect(existsSync(join(workspace, 'out/my report.json'))).toBe(false);
  });

  test('a service that is absent', async () => {
    expect((await run(usual, { SERVICE: 'orders' })).code).not.toBe(0);
  });

  test('a pytest that dies', async () => {
    const env = { SERVICE: '.', SOURCE: 'src', UNIT: 'tests/unit', INTEGRATION: 'none', REPORT: '/nowhere' };
    const python = '#!/bin/sh\nkill -9 $$\n';
    expect((await runScript('run-tests', { files: usual, env, programs: { python } })).code).not.toBe(0);
  });
});

describe('a floor of the repository is for people; the workflow has its own', () => {
  const integration = { 'tests/integration/test_other.py': 'def test_other():\n    assert True\n' };
  test.each([
    [
      'in pytest.ini',
      { 'pytest.ini': '[pytest]\naddopts = --cov=src --cov-report=term-missing --cov-fail-under=95\n' },
    ],
    [
      'in pyproject.toml',
      { 'pyproject.toml': '[tool.pytest.ini_options]\naddopts = ["--cov=src", "--cov-fail-under=95"]\n' },
    ],
    ['in .coveragerc', { '.coveragerc': '[report]\nfail_under = 95\n' }],
    ['in setup.cfg', { 'setup.cfg': '[tool:pytest]\naddopts = --cov-fail-under=95\n' }],
  ])('%s breaks neither run', async (_, settings) => {
    const { code, output } = await run({ ...usual, ...integration, ...settings });
    expect([code, output.match(/1 passed/g)?.length]).toEqual([0, 2]);
  });
});

test('a folder of integration tests without tests is told', async () => {
  const { code, output } = await run({ ...usual, 'tests/integration/__init__.py': '' });
  expect([code, output]).toEqual([0, expect.stringContaining('::notice::tests/integration has no tests.')]);
});
