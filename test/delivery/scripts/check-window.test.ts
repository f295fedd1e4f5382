import { runScript, type Outcome } from '../../support/run-script';

/** The windows of the platform: Tue and Thu 22:00 to 02:00, Sat 06:00 to 10:00, in South African time (UTC+2). */
const table = {
  WINDOWS: '2 22:00 02:00;4 22:00 02:00;6 06:00 10:00',
  TIMEZONE: 'Africa/Johannesburg',
  ZONE_LABEL: 'SAST',
  RESERVE: '30',
  ENFORCE: 'true',
  EMERGENCY: 'false',
};

const check = (now: string, env: Partial<typeof table> = {}): Promise<Outcome> =>
  runScript('check-window', { env: { ...table, ...env }, now });

describe('a window is open', () => {
  test.each([
    ['in its first second', '2026-09-22T22:00:00+02:00', 'Wed 02:00'],
    ['before midnight', '2026-09-22T23:59:59+02:00', 'Wed 02:00'],
    ['after midnight, seen from the next day', '2026-09-23T01:00:00+02:00', 'Wed 02:00'],
    ['with exactly the reserve left', '2026-09-23T01:30:00+02:00', 'Wed 02:00'],
    ['on Thursday', '2026-09-24T22:10:00+02:00', 'Fri 02:00'],
    ['on Saturday', '2026-09-26T06:00:00+02:00', 'Sat 10:00'],
    ['over the end of a year', '2027-01-01T00:30:00+02:00', 'Fri 02:00'],
    ['when the clock of the runner is in another day', '2026-09-22T20:00:00Z', 'Wed 02:00'],
  ])('%s', async (_, now, until) => {
    const { code, output } = await check(now);
    expect([code, output]).toEqual([0, `The maintenance window is open until ${until} SAST.\n`]);
  });

  test('a window over the end of the week is open on Monday', async () => {
    const { code, output } = await check('2026-09-28T00:30:00+02:00', { WINDOWS: '7 23:00 01:30' });
    expect([code, output]).toEqual([0, expect.stringContaining('open until Mon 01:30')]);
  });
});

describe('no window is open', () => {
  test.each([
    ['one second before', '2026-09-22T21:59:59+02:00', 'Tue 22 Sep 22:00'],
    ['one second less than the reserve left', '2026-09-23T01:30:01+02:00', 'Thu 24 Sep 22:00'],
    ['when it ends', '2026-09-23T02:00:00+02:00', 'Thu 24 Sep 22:00'],
    ['on a day without one', '2026-09-21T12:00:00+02:00', 'Tue 22 Sep 22:00'],
    ['after the last of the week', '2026-09-26T10:00:00+02:00', 'Tue 29 Sep 22:00'],
    ['before the first of a year', '2026-12-31T03:00:00+02:00', 'Thu 31 Dec 22:00'],
    ['at a time that is inside for a runner in UTC only', '2026-09-22T22:30:00-02:00', 'Thu 24 Sep 22:00'],
    ['on Wednesday at an hour of Tuesday', '2026-09-23T22:30:00+02:00', 'Thu 24 Sep 22:00'],
  ])('%s', async (_, now, next) => {
    const { code, output } = await check(now);
    expect(code).toBe(1);
    expect(output).toContain(
      `::error::No maintenance window is open for the 30 minutes that a deployment needs. The next one starts ${next} SAST.`,
    );
    expect(output).toContain('Let it start inside a window, or ask for it as an emergency');
  });

  test('is only told while approvals can still be collected', async () => {
    const { code, output } = await check('2026-09-21T12:00:00+02:00', { ENFORCE: 'false' });
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/^::notice::.*Tue 22 Sep 22:00 SAST\. Approvals can be collected now/),
    ]);
  });

  test.each([['true'], ['false']])('is told, not refused, in an emergency (enforced: %s)', async (ENFORCE) => {
    const { code, output } = await check('2026-09-21T12:00:00+02:00', { ENFORCE, EMERGENCY: 'true' });
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/^::warning::.*This is an emergency, so the deployment goes on/),
    ]);
  });

  test.each([
    ['EMERGENCY', { EMERGENCY: '' }],
    ['EMERGENCY', { EMERGENCY: 'True' }],
    ['ENFORCE', { ENFORCE: '' }],
    ['ENFORCE', { ENFORCE: 'yes' }],
  ])('%s that is neither true nor false lifts nothing (%j)', async (_, env) => {
    expect((await check('2026-09-21T12:00:00+02:00', env)).code).toBe(1);
  });
});

describe('a zone with daylight saving', () => {
  const berlin = { TIMEZONE: 'Europe/Berlin', ZONE_LABEL: 'German time' };

  test.each([
    ['in summer', '2026-07-07T20:00:00Z', 'Wed 02:00'],
    ['in winter', '2026-12-08T21:00:00Z', 'Wed 02:00'],
  ])('has its windows by the clock on the wall %s', async (_, now, until) => {
    const { code, output } = await check(now, berlin);
    expect([code, output]).toEqual([0, `The maintenance window is open until ${until} German time.\n`]);
  });

  test.each([
    ['in summer', '2026-07-07T19:59:00Z'],
    ['in winter', '2026-12-08T20:59:00Z'],
  ])('has none before the clock on the wall says so %s', async (_, now) => {
    expect((await check(now, berlin)).code).toBe(1);
  });

  // In Berlin, 2026-03-29 goes from 02:00 to 03:00, and 2026-10-25 from 03:00 to 02:00.
  test.each([
    ['ends at a time that there is not', '6 22:00 02:00', '2026-03-28T23:30:00+01:00', 'Sun 03:00'],
    ['ends at a time that there is not, on its own day', '7 00:00 02:30', '2026-03-29T01:10:00+01:00', 'Sun 03:30'],
    ['begins at a time that there is not', '7 02:30 06:00', '2026-03-29T03:30:00+02:00', 'Sun 06:00'],
    ['has an hour twice', '7 01:00 05:00', '2026-10-25T04:00:00+01:00', 'Sun 05:00'],
  ])('has a window that %s', async (_, WINDOWS, now, until) => {
    const { code, output } = await check(now, { ...berlin, WINDOWS });
    expect([code, output]).toEqual([0, `The maintenance window is open until ${until} German time.\n`]);
  });

  test.each([['2026-03-25T12:00:00+01:00'], ['2026-04-02T12:00:00+02:00']])(
    'still tells the next window at %s, when one of last or next week has a time that there is not',
    async (now) => {
      const { code, output } = await check(now, { ...berlin, WINDOWS: '7 02:30 06:00', EMERGENCY: 'true' });
      expect([code, output]).toEqual([0, expect.stringContaining('::warning::')]);
    },
  );
});

test.each([
  ['no window', { WINDOWS: '' }],
  ['a window without times', { WINDOWS: '7' }],
  ['a window without end', { WINDOWS: '7 00:00' }],
  ['a day that there is not', { WINDOWS: '9 00:00 23:00' }],
  ['a time that there is not', { WINDOWS: '7 00:00 25:00' }],
  ['a row too many', { WINDOWS: '7 00:00 23:00;' }],
  ['a reserve that is no number', { RESERVE: 'half' }],
  ['no reserve', { RESERVE: '' }],
  ['a zone that there is not', { TIMEZONE: 'Africa/Nowhere' }],
  ['no zone', { TIMEZONE: '' }],
])('a table with %s opens nothing', async (_, env) => {
  const { code, output } = await check('2026-09-27T12:00:00+02:00', { WINDOWS: '7 00:00 23:00', ...env });
  expect(output).toContain('::error::');
  expect(code).toBe(1);
});
