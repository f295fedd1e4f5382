import { runScript, type Outcome } from '../../support/run-script';

const VERSION = 'v12-1a2b3c4-0123456789ab';

const check = (env: Record<string, string>, runner: Record<string, string> = {}): Promise<Outcome> =>
  runScript('check-inputs', { env: { VERSION: '', REASON: '', REASON_FOR: '', TICKET: '', ...env }, runner });

describe('fine', () => {
  test.each([
    ['an empty version', {}],
    ['a version', { VERSION }],
    ['a rollback with its reason', { VERSION, REASON_FOR: 'a rollback', REASON: 'orders fail, decided by Ann' }],
    ['an emergency', { REASON_FOR: 'an emergency', REASON: 'orders fail since noon', TICKET: 'INC-1234' }],
    ['a reason that nobody asked for', { REASON: 'x' }],
    ['a reason with quotes and dollars', { REASON_FOR: 'a rollback', REASON: `it's "$(touch pwned)" \`id\`` }],
    ['a ticket of another tracker', { REASON_FOR: 'an emergency', REASON: 'orders fail since noon', TICKET: 'ops2-7' }],
  ])('%s', async (_, env) => {
    expect(await check(env)).toMatchObject({ code: 0, output: '' });
  });
});

describe('a version that was typed wrongly is refused', () => {
  test.each([
    ['latest'],
    ['v12'],
    ['v12-1A2B3C4-0123456789ab'],
    ['v12-1a2b3c4-0123456789abc'],
    [` ${VERSION}`],
    [`${VERSION} `],
    ['v-1a2b3c4-0123456789ab'],
    ['../../etc/passwd'],
    ['$(touch pwned)'],
    ['*'],
  ])('"%s"', async (version) => {
    const { code, output } = await check({ VERSION: version });
    expect(code).toBe(1);
    expect(output).toContain(`::error::"${version}" is not a version. Write one like v12-1a2b3c4-0123456789ab`);
  });
});

describe('line ends in what a person typed', () => {
  test.each([
    ['behind a good version', { VERSION: `${VERSION}\n` }],
    ['before a good version', { VERSION: `\n${VERSION}` }],
    ['with a command of the runner', { VERSION: `${VERSION}\n::add-path::/tmp/evil` }],
    ['of another system', { VERSION: 'v1\r::add-path::/tmp/evil' }],
    [
      'in a ticket',
      { REASON_FOR: 'an emergency', REASON: 'orders fail since noon', TICKET: 'INC-1\n::add-path::/tmp/evil' },
    ],
  ])('%s are refused, and reach the log as one line', async (_, env) => {
    const { code, output } = await check(env);
    expect(code).toBe(1);
    expect(output).toMatch(/^::error::[^\r\n]+\n$/);
  });
});

test.each([['refs/heads/feature'], ['refs/tags/main'], ['refs/heads/main2'], ['refs/pull/1/merge']])(
  'a run from %s is refused',
  async (GITHUB_REF) => {
    const { code, output } = await check({ VERSION }, { GITHUB_REF });
    expect([code, output]).toEqual([
      1,
      expect.stringContaining(`This run is from ${GITHUB_REF}. Deliveries start from main`),
    ]);
  },
);

describe('a reason that says nothing is refused', () => {
  test.each([[''], ['broken'], ['123456789'], [' '.repeat(12)], ['\t\n\t\n\t\n\t\n\t\n\t\n'], ['a         b']])(
    '%j',
    async (REASON) => {
      const { code, output } = await check({ REASON_FOR: 'a rollback', REASON });
      expect([code, output]).toEqual([1, expect.stringContaining('a rollback needs a reason of at least 10 letters')]);
    },
  );

  test('an emergency asks for one as well, before its ticket', async () => {
    const { code, output } = await check({ REASON_FOR: 'an emergency', TICKET: 'INC-1' });
    expect([code, output]).toEqual([1, expect.stringContaining('an emergency needs a reason')]);
  });
});

describe('an emergency without a ticket is refused', () => {
  test.each([[''], ['INC'], ['1234'], ['INC-'], ['-1'], ['INC-12a'], ['INC 12'], ['INC-1; id']])(
    '"%s"',
    async (TICKET) => {
      const { code, output } = await check({ REASON_FOR: 'an emergency', REASON: 'orders fail since noon', TICKET });
      expect([code, output]).toEqual([1, expect.stringContaining(`such as INC-1234; "${TICKET}" is none.`)]);
    },
  );
});
