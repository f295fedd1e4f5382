import { runScript, type Outcome } from '../../support/run-script';

interface Totals {
  readonly covered_lines: number;
  readonly num_statements: number;
  readonly missing_lines: number;
  readonly covered_branches?: number;
  readonly num_branches?: number;
}

const lines = (covered_lines: number, num_statements: number): Totals => ({
  covered_lines,
  num_statements,
  missing_lines: num_statements - covered_lines,
});

function sum(reports: Record<string, Totals | string>, env: Record<string, string> = {}): Promise<Outcome> {
  const text = (report: Totals | string): string =>
    typeof report === 'string' ? report : JSON.stringify({ meta: {}, totals: report });
  const files = Object.entries(reports).map(([name, report]) => [`my coverage/${name}.json`, text(report)] as const);
  const asked = { FLOOR: '80', MODE: 'block', REPORTS: 'my coverage' };
  return runScript('sum-coverage', { env: { ...asked, ...env }, files: Object.fromEntries(files) });
}

const rows = (summary: string): string[] => summary.split('\n').filter((line) => /^\| [^-|]/.test(line));

describe('one service', () => {
  test('above the floor passes, with its table in the summary and the log', async () => {
    const outcome = await sum({ orders: lines(9, 10) });
    const table =
      '### Coverage (floor 80 %)\n\n| | Covered | Lines missed | |\n| --- | ---: | ---: | --- |\n| orders | 90 % | 1 | passed |\n\n';
    expect(outcome).toEqual({ code: 0, output: table, outputs: {}, summary: table });
  });

  test.each([
    ['exactly at the floor', lines(8, 10), '80', 0, '80 %'],
    ['everything', lines(10, 10), '100', 0, '100 %'],
    ['a hair below', lines(7999, 10_000), '80', 1, '79.99 %'],
    ['less than a hundredth below, never rounded up', lines(799_999, 1_000_000), '80', 1, '79.99 %'],
    ['a floor with decimals', lines(805, 1000), '80.5', 0, '80.5 %'],
    ['nothing', lines(0, 10), '80', 1, '0 %'],
    ['nothing, where nothing is asked', lines(0, 10), '0', 0, '0 %'],
    ['branches count', { ...lines(10, 10), covered_branches: 2, num_branches: 10 }, '80', 1, '60 %'],
    ['branches lift', { ...lines(7, 10), covered_branches: 10, num_branches: 10 }, '80', 0, '85 %'],
  ])('%s', async (_, totals, FLOOR, expected, percent) => {
    const { code, output, summary } = await sum({ orders: totals }, { FLOOR });
    expect([code, output.includes('::error::')]).toEqual([expected, expected === 1]);
    expect(rows(summary)).toEqual([expect.stringContaining(`| orders | ${percent} |`)]);
  });

  test('below the floor says which, how much, and what to do', async () => {
    const { output, summary } = await sum({ orders: lines(7, 10) });
    expect(output).toContain(
      '::error::Below the floor of 80 %: orders (70 %). Test what the report of the tests lists as missing.',
    );
    expect(summary).toContain('| orders | 70 % | 3 | **below the floor** |');
  });

  test('below the floor is only told where the definition says so', async () => {
    const { code, output } = await sum({ orders: lines(7, 10) }, { MODE: 'report' });
    expect([code, output]).toEqual([0, expect.stringContaining('::warning::Below the floor of 80 %: orders (70 %)')]);
  });

  test('a mode that there is not blocks', async () => {
    expect((await sum({ orders: lines(7, 10) }, { MODE: '' })).code).toBe(1);
  });

  test('without a statement covers nothing: no data is not health', async () => {
    const { code, output } = await sum({ orders: lines(0, 0) });
    expect([code, output]).toEqual([1, expect.stringContaining('orders (0 %)')]);
  });
});

describe('four services', () => {
  const good = {
    'async processor': lines(90, 100),
    plugins: lines(80, 100),
    sites: lines(100, 100),
    templates: lines(81, 100),
  };

  test('pass each and in sum', async () => {
    const { code, summary } = await sum(good);
    expect(code).toBe(0);
    expect(rows(summary)).toEqual([
      '| async processor | 90 % | 10 | passed |',
      '| plugins | 80 % | 20 | passed |',
      '| sites | 100 % | 0 | passed |',
      '| templates | 81 % | 19 | passed |',
      '| in sum | 87.75 % | 49 | passed |',
    ]);
  });

  test('one below is not hidden by the others', async () => {
    const { code, output } = await sum({ ...good, plugins: lines(79, 100) });
    expect([code, output]).toEqual([1, expect.stringContaining('Below the floor of 80 %: plugins (79 %).')]);
  });

  test('a big one below pulls the sum below', async () => {
    const { output } = await sum({ ...good, plugins: lines(1000, 10_000) });
    expect(output).toMatch(/plugins \(10 %\), in sum \(12\.\d+ %\)\./);
  });

  test.each([
    ['first', 'a first'],
    ['in the middle', 'plugins'],
    ['last', 'z last'],
  ])('one whose report cannot be read does not drop out: %s', async (_, name) => {
    const { code, output } = await sum({ ...good, [name]: '{"totals":' });
    expect([code, output]).toEqual([2, expect.stringContaining(`::error::${name}.json is no coverage report.`)]);
  });
});

describe('no report', () => {
  test('at all is told as such', async () => {
    const { code, output } = await runScript('sum-coverage', {
      env: { FLOOR: '80', MODE: 'block', REPORTS: 'coverage' },
    });
    expect([code, output]).toEqual([
      2,
      expect.stringContaining('::error::There is no coverage report: the tests did not get as far.'),
    ]);
  });

  test.each([[''], ['{}'], ['[]'], ['null'], ['"x"'], ['{"totals": null}'], ['{"totals": 3}'], ['<html>']])(
    'is a file of "%s"',
    async (text) => {
      const { code, output } = await sum({ orders: text });
      expect([code, output]).toEqual([2, expect.stringContaining('orders.json is no coverage report')]);
    },
  );

  test('is one without numbers', async () => {
    expect((await sum({ orders: '{"totals": {}}' })).code).toBe(1);
  });
});

test.each([[''], ['null'], ['abc'], ['-1'], ['80; touch pwned']])(
  'a floor of "%s" lets nothing pass',
  async (FLOOR) => {
    const { code, output } = await sum({ orders: lines(10, 10) }, { FLOOR });
    expect([code, output]).toEqual([2, expect.stringContaining(`"${FLOOR}" is no floor`)]);
  },
);
