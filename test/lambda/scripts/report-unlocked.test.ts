import { runScript, type Outcome } from '../../support/run-script';

const HASH = `--hash=sha256:${'a'.repeat(64)}`;

const report = (text: string, REQUIREMENTS = 'requirements.txt'): Promise<Outcome> =>
  runScript('report-unlocked', { env: { REQUIREMENTS }, files: { 'requirements.txt': text } });

describe('nothing is told', () => {
  test.each([
    [
      'when every requirement has a hash',
      `boto3==1.40.0 \\\n    ${HASH} \\\n    ${HASH}\n    # via -r in\nurllib3==2.5.0 ${HASH}\n`,
    ],
    ['when lines end as in Windows', `boto3==1.40.0 \\\r\n    ${HASH}\r\n`],
    ['when there is none', '# nothing\n\n   \n'],
    ['for options', `--index-url https://packages.example/simple\n--require-hashes\n`],
    ['when the file is empty', ''],
    ['when the last line goes on nowhere', `boto3==1.40.0 ${HASH} \\`],
  ])('%s', async (_, text) => {
    expect(await report(text)).toEqual({ code: 0, output: '', outputs: {}, summary: '' });
  });

  test('for a file that is absent', async () => {
    expect(await report('boto3', 'other.txt')).toMatchObject({ code: 0, output: '', summary: '' });
  });
});

describe('unlocked requirements are told, and stop nothing', () => {
  test.each([
    ['a version without hash', 'boto3==1.40.0\n', ['boto3==1.40.0']],
    ['no version', 'boto3', ['boto3']],
    ['one among others', `boto3==1.40.0 ${HASH}\nurllib3>=2 # needed\nidna==3 \\\n  ${HASH}\n`, ['urllib3>=2']],
    ['a hash that is only in a comment', `boto3==1.40.0 # ${HASH}\n`, ['boto3==1.40.0']],
    ['a hash of the next one', `boto3==1.40.0\nidna==3 ${HASH}\n`, ['boto3==1.40.0']],
    ['an indented one', '  boto3\n', ['boto3']],
    [
      'one with conditions and quotes',
      `tomli; python_version < '3.11' and "$(touch pwned)" == ''\n`,
      [`tomli; python_version < '3.11' and "$(touch pwned)" == ''`],
    ],
    [
      'sources that no hash can lock',
      '-e git+https://example.org/x\n--editable .\n./here\ngit+https://example.org/y\n',
      ['-e git+https://example.org/x', '--editable .', './here', 'git+https://example.org/y'],
    ],
  ])('%s', async (_, text, unlocked) => {
    const { code, output, summary } = await report(text);
    expect(code).toBe(0);
    expect(output).toContain(`::warning file=requirements.txt::${unlocked.length} of its requirements have no hash`);
    expect(summary.split('\n').filter((line) => line.startsWith('- '))).toEqual(unlocked.map((line) => `- ${line}`));
  });

  test('each file for itself', async () => {
    const { output, summary } = await runScript('report-unlocked', {
      env: { REQUIREMENTS: 'a/requirements.txt\nb/requirements.txt' },
      files: { 'a/requirements.txt': 'boto3', 'b/requirements.txt': 'idna\nurllib3' },
    });
    expect(output).toMatch(/file=a\/requirements\.txt::1 of[^]*file=b\/requirements\.txt::2 of/);
    expect(summary.match(/^### .*/gm)).toEqual([
      '### Unlocked requirements in a/requirements.txt',
      '### Unlocked requirements in b/requirements.txt',
    ]);
  });
});
