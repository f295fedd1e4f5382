import { join } from 'node:path';
import { command, folderWith, type Ran } from '../fleet/support/commands';

const WORKFLOW =
  'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: some/action@v1\n';
const CLEAN =
  'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 1\n    steps:\n      - run: make\n';
const PATH = '.github/workflows/a.yml';

function verify(files: Readonly<Record<string, string>>, ...argv: string[]): Promise<Ran> {
  return command(folderWith(files), ['verify', ...argv]);
}

describe('Exit codes', () => {
  test.each([
    ['0 without defects', { [PATH]: CLEAN }, [], 0],
    ['2 with defects', { [PATH]: WORKFLOW }, [], 2],
    ['2 with defects of the rule that is asked for', { [PATH]: WORKFLOW }, ['--rule', 'd03'], 2],
    ['0 without defects of the rule that is asked for', { [PATH]: WORKFLOW }, ['--rule', 'D01'], 0],
    ['1 where there is nothing to read', { 'README.md': '' }, [], 1],
    ['1 where the path is none', {}, ['nowhere'], 1],
    ['1 for a rule that is none', { [PATH]: CLEAN }, ['--rule', 'D99'], 1],
  ] as const)('%s', async (_, files, argv, code) => {
    expect((await verify(files, ...argv)).code).toBe(code);
  });

  test.each([
    [['nowhere'], /^nowhere cannot be read: /],
    [['--rule', 'D99'], /^There is no rule D99\. Use D01, D02/],
    [[], /^\. has no workflows\. Name a repository/],
  ])('%j says what is wrong and what to write', async (argv, sentence) => {
    expect((await verify({ 'README.md': '' }, ...argv)).errors).toMatch(sentence);
  });
});

test('What a platform takes away is told by the day on which the command runs', async () => {
  const files = { [PATH]: CLEAN.replace('24.04', '22.04') };
  const on = (day: string) => command(folderWith(files), ['verify'], { now: new Date(day) });
  expect((await on('2026-01-01T00:00:00Z')).code).toBe(0);
  const { code, output } = await on('2026-11-30T00:00:00Z');
  expect(code).toBe(2);
  expect(output).toContain('from 2027-04-17 jobs on it fail.');
});

describe('What a path may be', () => {
  const files = {
    [`one/${PATH}`]: WORKFLOW,
    [`two/${PATH}`]: WORKFLOW,
    'two/.github/workflows/b.yml': CLEAN,
    'loose/x.yml': WORKFLOW,
  };
  const json = async (path: string): Promise<{ files: number; findings: { file: string }[] }> =>
    JSON.parse((await verify(files, path, '--format', 'json')).output);

  test.each([
    ['a folder of repositories', '.', ['one/.github/workflows/a.yml', 'two/.github/workflows/a.yml'], 3],
    ['a repository', 'two', ['.github/workflows/a.yml'], 2],
    ['its workflows', 'two/.github/workflows', ['.github/workflows/a.yml'], 2],
    ['one of its workflows', 'two/.github/workflows/b.yml', [], 1],
    ['a file anywhere', 'loose/x.yml', ['x.yml'], 1],
    ['a folder of such files', 'loose', ['x.yml'], 1],
  ])('%s', async (_, path, expected, count) => {
    const { findings, files: read } = await json(path);
    expect([...new Set(findings.map(({ file }) => file))]).toEqual(expected);
    expect(read).toBe(count);
  });
});

describe('A local action that is not there', () => {
  const uses = CLEAN.replace('run: make', 'uses: ./.github/actions/x');

  test.each([
    ['is a defect of a whole checkout', { [PATH]: uses, 'README.md': 'x' }, 2],
    ['is none where only workflows are at hand', { [PATH]: uses }, 0],
  ] as const)('%s', async (_, files, code) => {
    expect((await verify(files)).code).toBe(code);
  });
});

describe('Formats', () => {
  test('Text shows place, rule, proof and fix.', async () => {
    const { output } = await verify({ [PATH]: WORKFLOW });
    expect(output).toContain(`${PATH}:7:15: warning D03 Unpinned action\n`);
    expect(output).toContain('    line 7: some/action@v1\n  Fix: Write the full commit');
    expect(output).toMatch(/\n\n2 defects in 1 files: 0 errors, 2 warnings\.\s*$/);
  });

  test('JSON has a version, the number of files, and findings sorted by file, line and id.', async () => {
    const { output } = await verify({ [PATH]: WORKFLOW }, '--format', 'json');
    const {
      version,
      files,
      findings,
    }: { version: number; files: number; findings: { id: string; line: number; chain: string[] }[] } =
      JSON.parse(output);
    expect({ version, files }).toEqual({ version: 1, files: 1 });
    expect(findings.map(({ id, line }) => `${line} ${id}`)).toEqual(['4 D13', '7 D03']);
    expect(Object.keys(findings[1]!)).toEqual(['id', 'file', 'line', 'column', 'severity', 'message', 'chain', 'fix']);
    expect(findings[1]!.chain).toEqual([`${PATH}:7 some/action@v1`]);
  });

  test('SARIF has what code scanning needs: rules, levels, places and related places.', async () => {
    const { output } = await verify({ [PATH]: WORKFLOW }, '--format', 'sarif');
    const { version, runs } = JSON.parse(output);
    expect(version).toBe('2.1.0');
    const [{ tool, results }] = runs;
    for (const { ruleId, ruleIndex, level, locations } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(level).toBe('warning');
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe(PATH);
      expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
    }
  });

  test('Annotations escape what would end them.', async () => {
    const { output } = await verify({ '.github/workflows/a,b.yml': WORKFLOW }, '--format', 'github');
    expect(output).toMatch(
      /^::warning file=\.github\/workflows\/a%2Cb\.yml,line=4,col=3,title=D13 No timeout::Job "a"/,
    );
    expect(output.trim().split('\n')).toHaveLength(2);
  });
});

describe('What a definition expects', () => {
  const HANDLER = '2_bbws_tenants_event_handler';
  const definitions = { 'fleet.ts': `export { fleet } from '${join(__dirname, '../../repos/index.ts')}';\n` };
  const files = { [`${HANDLER}/${PATH}`]: CLEAN, ...definitions };
  const fleet = ['--definitions', 'fleet.ts'];

  test('is told behind the defects, and what is absent makes the exit code 2.', async () => {
    const { code, output } = await verify(files, HANDLER, '--expected', ...fleet);
    expect(code).toBe(2);
    expect(output).toContain('No defects in 1 files.');
    expect(output).toContain(`expects of ${HANDLER}:\nWorkflows:\n  ABSENT         workflow deploy-dev.yml\n`);
    expect(output).toMatch(/\n0 present, 7 absent, 1 cannot be told\.\s*$/);
  });

  test('is a field of its own in JSON.', async () => {
    const { output } = await verify(files, HANDLER, '--expected', '--format', 'json', ...fleet);
    const { version, findings, expected } = JSON.parse(output);
    expect({ version, findings }).toEqual({ version: 1, findings: [] });
    expect(expected).toMatchObject([{ repository: HANDLER, expectations: expect.arrayContaining([]) }]);
  });

  test.each([
    [['--format', 'sarif'], /as text or json, not as sarif/],
    [[], /No definition is named "other", and .* has no \.projenrc\.ts\. Name the folder as its repository: 2_bbws/],
  ])('%j: what cannot be told is said.', async (argv, sentence) => {
    const { code, errors } = await verify(
      { [`other/${PATH}`]: CLEAN, ...definitions },
      'other',
      '--expected',
      ...argv,
      ...fleet,
    );
    expect(code).toBe(1);
    expect(errors).toMatch(sentence);
  });

  test('is about a whole repository, and says so to who names a part.', async () => {
    const { code, errors } = await verify(files, `${HANDLER}/${PATH}`, '--expected', ...fleet);
    expect(code).toBe(1);
    expect(errors).toMatch(/about a whole repository\. Name .*2_bbws_tenants_event_handler, not a part of it\.\n$/);
  });

  test('is judged by all rules, also where only one is printed.', async () => {
    const keys = CLEAN.replace(
      'run: make',
      `uses: aws-actions/configure-aws-credentials@${'a'.repeat(40)}\n        with: { aws-access-key-id: "\${{ secrets.KEY }}" }\n      - run: sam deploy`,
    );
    const stored = { ...files, [`${HANDLER}/${PATH}`]: keys };
    const { output } = await verify(stored, HANDLER, '--rule', 'D13', '--expected', ...fleet);
    expect(output).toContain('ABSENT         identity by OIDC, no stored keys');
    expect(output).toContain('No defects in 1 files.');
  });

  test('is that of the .projenrc.ts of a checkout that has one.', async () => {
    const own = `import { TenantsEventHandler } from '${join(__dirname, '../../repos/index.ts')}';\nnew TenantsEventHandler().synth();\n`;
    const { code, output } = await verify({ [PATH]: CLEAN, '.projenrc.ts': own }, '.', '--expected');
    expect(code).toBe(2);
    expect(output).toContain(`expects of ${HANDLER}:`);
  });
});
