import { runScript, type Outcome } from '../../support/run-script';

const check = (needs: unknown): Promise<Outcome> =>
  runScript('check-gates', { env: { NEEDS: typeof needs === 'string' ? needs : JSON.stringify(needs, undefined, 2) } });
const success = { result: 'success', outputs: {} };

test('green when every gate succeeded', async () => {
  expect(await check({ code: success, tests: success })).toEqual({
    code: 0,
    output: 'Every gate passed.\n',
    outputs: {},
    summary: '### Quality gates\n\n| Gate | Result |\n| --- | --- |\n| code | success |\n| tests | success |\n',
  });
});

test.each([['failure'], ['cancelled'], ['skipped'], [''], [null]])('red when a gate ended as "%s"', async (result) => {
  const { code, output, summary } = await check({ code: success, 'managed-files': { result } });
  expect([code, output]).toEqual([
    1,
    expect.stringContaining(`::error::Not passed: managed-files (${String(result)})`),
  ]);
  expect(summary).toContain('| code | success |');
});

test('names every gate that did not pass, and no other', async () => {
  const { output } = await check({ a: { result: 'failure' }, b: success, c: { result: 'skipped' } });
  expect(output).toContain('Not passed: a (failure), c (skipped).');
});

test.each([['{}'], ['[]'], [''], ['null'], ['"success"'], ['no JSON'], ['{"a": null}']])(
  'red when nothing says that a gate passed: %s',
  async (needs) => {
    const { code, output } = await check(needs);
    expect([code === 0, output.includes('Every gate passed.')]).toEqual([false, false]);
  },
);
