/** One issue for each environment, and what people read of a run. */
import { addIssue, type Issue } from '../../../src/rehearse/github/issues';
import { FakeGitHub } from '../../support/github-api';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

const MARKER = '<!-- drift-detection: sit -->';
let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start({ issues: 'write' });
});
afterAll(() => github.stop());
beforeEach(() => {
  github.reset();
});

interface Result {
  readonly tenant: string;
  readonly status: string;
  readonly environment?: string;
  readonly detail?: string;
  readonly drift?: readonly object[];
}

const differs = (address: string, attributes: readonly string[] = []): object => ({
  ...{ address, action: 'update', attributes },
});
const drifting = (tenant: string, address = 'aws_ecs_service.this'): Result => ({
  ...{ tenant, status: 'drift', drift: [differs(address)] },
});
const clean = (tenant: string): Result => ({ tenant, status: 'clean' });

function report(looked: readonly Result[], others: readonly string[] = []): Record<string, string> {
  const all = looked.map((result) => ({ environment: 'sit', detail: '', ...result }));
  const known = [...all.map(({ tenant }) => tenant), ...others].map((tenant) => ({ tenant, environment: 'sit' }));
  return { 'found/report.json': JSON.stringify({ known, looked: all }) };
}

interface Keeping {
  readonly others?: readonly string[];
  readonly now?: string;
  readonly environments?: string;
}

function keep(looked: readonly Result[], { others = [], now, environments = 'dev sit' }: Keeping = {}) {
  return runScript('keep-drift-issues', {
    files: report(looked, others),
    env: { ...github.env, ENVIRONMENTS: environments, PERIOD: '168', FOUND: 'found' },
    ...(now !== undefined && { now }),
  });
}

const issues = (): readonly Issue[] => github.repository.issues;
const body = (): string => issues()[0]?.body ?? '';
const rows = (): string[] => body().match(/^\| `.*$/gm) ?? [];

describe('keep-drift-issues', () => {
  test('where nothing drifts, there is no issue, and none for an environment that was not looked at', async () => {
    const end = await keep([clean('a')]);
    expect(end.code).toBe(0);
    expect(end.output).toContain('sit has no drift, and no issue.');
    expect(end.output).toContain('Nothing of dev was looked at.');
    expect(issues()).toEqual([]);
  });

  test('drift opens an issue with tenants and resources', async () => {
    const result = { ...drifting('acme'), drift: [differs('module.a_b.x', ['size', 'tags.owner'])] };
    expect((await keep([result, clean('b')], { now: '2026-12-01T09:00:00Z' })).code).toBe(0);
    expect(issues()).toMatchObject([{ title: 'Drift in sit', state: 'open', labels: ['drift'] }]);
    expect(body().startsWith(`${MARKER}\n`)).toBe(true);
    expect(rows()).toEqual([String.raw`| ${'`acme`'} | 2026-12-01 | update module.a\_b.x (size, tags.owner) |`]);
  });

  test('another run changes the rows of its own tenants, keeps those of others, and since when they drift', async () => {
    await keep([drifting('a'), drifting('b'), drifting('c')], { now: '2026-12-01T09:00:00Z' });
    const now = '2026-12-02T09:00:00Z';
    await keep([clean('a'), drifting('b', 'x.y'), drifting('d')], { others: ['c'], now });
    expect(issues()).toHaveLength(1);
    expect(rows()).toEqual([
      '| `b` | 2026-12-01 | update x.y |',
      String.raw`| ${'`c`'} | 2026-12-01 | update aws\_ecs\_service.this |`,
      String.raw`| ${'`d`'} | 2026-12-02 | update aws\_ecs\_service.this |`,
    ]);
  });

  test('when nothing is left, it is closed, and the next drift opens another one', async () => {
    await keep([drifting('a')]);
    await keep([clean('a')]);
    expect(issues()).toMatchObject([{ state: 'closed', stateReason: 'completed' }]);
    await keep([drifting('a')]);
    expect(issues().map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  test.each([['locked'], ['missing']])(
    'a tenant that is %s keeps its row, is told apart, and does not open an issue by itself',
    async (status) => {
      await keep([{ tenant: 'a', status, detail: 'Apply by @carol | x' }]);
      expect(issues()).toEqual([]);
      await keep([drifting('a')]);
      await keep([{ tenant: 'a', status, detail: 'Apply by @carol | x' }]);
      expect(issues()).toMatchObject([{ state: 'open' }]);
      expect(rows()).toHaveLength(1);
      expect(body()).toContain('**Not checked in the newest run**');
      expect(body()).toContain('- `a`: ');
    },
  );

  test('what is not known opens the issue, and is not called drift', async () => {
    await keep([{ tenant: 'a', status: 'error', detail: 'Terraform could not plan it' }]);
    expect(rows()).toEqual([expect.stringContaining('**not known:** Terraform could not plan it')]);
  });

  test.each([['destroyed'], ['absent']])('a tenant that is %s has no row any more', async (status) => {
    await keep([drifting('a')]);
    await keep([{ tenant: 'a', status }]);
    expect(issues()).toMatchObject([{ state: 'closed' }]);
  });

  test('a tenant whose folder is gone has no row any more', async () => {
    await keep([drifting('gone'), drifting('a')]);
    await keep([clean('b')], { others: ['a'] });
    expect(rows()).toEqual([expect.stringContaining('`a`')]);
  });

  test('an issue of a person, and that of another environment, are left alone', async () => {
    addIssue(github.repository, { title: 'x', body: `${MARKER}\nmine`, labels: ['drift'], author: 'mallory' });
    const other = { title: 'y', body: '<!-- drift-detection: dev -->', author: 'github-actions[bot]' };
    addIssue(github.repository, { ...other, labels: ['drift'] });
    await keep([drifting('a')], { environments: 'sit' });
    expect(issues().map(({ body: text }) => text?.split('\n')[1] ?? '')).toEqual(['mine', '', expect.anything()]);
  });

  test('its issue is found behind a hundred others, and labels that people gave stay', async () => {
    await keep([drifting('a')]);
    Object.assign(issues()[0] ?? {}, { labels: ['drift', 'urgent'], createdAt: '2020-01-01T00:00:00Z' });
    for (let i = 0; i < 101; i++) addIssue(github.repository, { title: String(i), labels: ['drift'] });
    await keep([drifting('b')], { others: ['a'] });
    expect(issues()).toHaveLength(102);
    expect(rows()).toHaveLength(2);
    expect(issues()[0]?.labels).toEqual(['drift', 'urgent']);
  });

  test('what finds no room is counted, and keeps the issue open until its turn has come again', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => drifting(`tenant${i}`));
    expect((await keep(many, { now: '2026-12-01T09:00:00Z' })).code).toBe(0);
    expect(body().length).toBeLessThan(65_536);
    expect(body()).toMatch(/\*\*\d+ more tenants drift\*\*/);
    const none = many.map(({ tenant }) => clean(tenant));
    await keep(none, { now: '2026-12-05T09:00:00Z' });
    expect(issues()).toMatchObject([{ state: 'open' }]);
    await keep(none, { now: '2026-12-09T09:00:00Z' });
    expect(issues()).toMatchObject([{ state: 'closed' }]);
  });

  test('names and locks cannot become markup, a mention or a row', async () => {
    const evil = 'a`|<img>@all\n| `b` | 2026-01-01 | x |';
    await keep([drifting('a', evil), { tenant: 'c', status: 'locked', detail: evil }]);
    expect(rows()).toHaveLength(1);
    expect(body()).not.toMatch(/(?<!\\)(<img|@all)/);
  });

  test('where GitHub fails, the step is red, and the other environments are kept', async () => {
    github.failures = [{ match: /POST .*issues/, status: 500, times: 1 }];
    const all = [{ ...drifting('a'), environment: 'dev' }, drifting('b')];
    const end = await keep(all);
    expect(end.code).toBe(1);
    expect(end.output).toContain('::error::Not every issue could be kept');
    expect(issues().map(({ title }) => title)).toEqual(['Drift in sit']);
  });
});

test('keep-drift-issue keeps that of one environment, and fails where GitHub cannot be read', async () => {
  const step = {
    files: report([drifting('a')]),
    env: { ...github.env, ENVIRONMENT: 'sit', PERIOD: '168', FOUND: 'found' },
  };
  expect((await runScript('keep-drift-issue', step)).output).toBe('Issue 1 of sit was opened with 1 tenants.\n');
  expect((await runScript('keep-drift-issue', step)).output).toBe('Issue 1 of sit has 1 tenants.\n');
  github.failures = [{ match: /GET .*issues/, status: 403 }];
  const end = await runScript('keep-drift-issue', step);
  expect(end.code).toBe(1);
  expect(issues()).toHaveLength(1);
});

test('write-drift-issue prints whether the issue stays open, without a call to GitHub', async () => {
  const env = { ENVIRONMENT: 'sit', PERIOD: '168', MARKER, FOUND: 'found' };
  const run = 'touch before; .github/scripts/write-drift-issue.sh before';
  const { output } = await runScript('write-drift-issue', { files: report([drifting('a')]), env, run });
  expect(JSON.parse(output)).toMatchObject({ open: true, rows: 1 });
});

describe('collect-drift and report-drift', () => {
  const CHOSEN = [
    { tenant: 'a', legal: true, environment: 'sit', chosen: true },
    { tenant: 'b', legal: true, environment: 'sit', chosen: true },
    { tenant: 'c', legal: true, environment: 'sit', chosen: false },
  ];

  async function collected(results: readonly object[]): Promise<{ workspace: string; end: Outcome }> {
    const lines = results.map((result) => `${JSON.stringify(result)}\n`).join('');
    const files = { 'found/chosen.json': JSON.stringify(CHOSEN), 'found/sit-1.jsonl': lines };
    const workspace = workspaceWith(files);
    const end = await runScript('collect-drift', { workspace, env: { FOUND: 'found' } });
    expect(end.code).toBe(0);
    return { workspace, end: await runScript('report-drift', { workspace, env: { FOUND: 'found' } }) };
  }

  test('a tenant that no job told anything about is red, and nothing is called clean that was not looked at', async () => {
    const { end } = await collected([{ tenant: 'a', environment: 'sit', status: 'clean', detail: '' }]);
    expect(end.code).toBe(1);
    expect(end.output).toContain('::error::1 tenants could not be looked at');
    expect(end.summary).toContain('2 looked at: 1 as main says, 1 not looked at.');
  });

  test('drift and locks are told, and are no failure; what was ignored is told with its reason', async () => {
    const ignored = [{ address: 'x', attributes: ['y'], reasons: ['Scaled at night.'] }];
    const { end } = await collected([
      { ...drifting('a'), environment: 'sit', ignored },
      { tenant: 'b', environment: 'sit', status: 'locked', detail: 'Apply by carol' },
    ]);
    expect(end.code).toBe(0);
    expect(end.summary).toContain('2 looked at: 0 as main says, 1 drift, 1 not checked: locked.');
    expect(end.summary).toContain('- 1 times: Scaled at night.');
  });
});
