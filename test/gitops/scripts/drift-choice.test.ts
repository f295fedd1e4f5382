/** Whose turn it is: each tenant once in a period, in matrices that GitHub takes. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tenants as platform } from '../../../repos/tenants';
import { renderTenantConfig } from '../../../src/tenants/tenant-config-action';
import {
  choose,
  expectEachOnce,
  FOUND,
  IN_TURN,
  SCHEDULE,
  shardsOf,
  starts,
  USUAL,
} from '../../support/drift-schedule';
import { put, runScript, workspaceWith, type Outcome } from '../../support/run-script';

async function slotAt(at: Date, env: Record<string, string> = {}): Promise<string> {
  const step = { now: at.toISOString(), env: { SCHEDULE, PERIOD: '168', ...env } };
  const { output, code } = await runScript('find-slot', step);
  expect(code).toBe(0);
  return output.trim();
}

test('In two periods each run has the next turn, also when GitHub is late, and each period has all of them.', async () => {
  const late = [0, 17, 36, 52];
  const found: string[] = [];
  for (const [i, at] of starts(2).entries())
    found.push(await slotAt(new Date(at.getTime() + (late[i % 4] ?? 0) * 60_000)));
  expect(found).toEqual(Array.from({ length: 80 }, (_, i) => `${i % 40} 40`));
});

test('Two hundred tenants in three environments are all looked at once in a period, in legal matrices.', async () => {
  await expectEachOnce(200);
});

test('The same time gives the same matrix, and another environment has other turns.', async () => {
  const at = { runner: IN_TURN, now: '2026-12-01T09:23:00Z' };
  const [one, two] = [await choose(500, {}, at), await choose(500, {}, at)];
  expect(one.outputs).toEqual(two.outputs);
  const [dev, sit] = shardsOf(one).map(({ tenants }) => tenants);
  expect(dev).not.toEqual(sit);
});

test.each([
  ['daily', '7 5 * * *', '24', '2026-12-01T05:09:00Z', '0 1'],
  ['in steps', '*/20 8-10/2 * * *', '24', '2026-12-01T10:21:00Z', '4 6'],
  ['on a date or a day', '0 6 13 * 5', '168', '2026-12-13T06:00:00Z', '1 2'],
  ['in some months', '0 6 1 1,7 *', '744', '2027-01-01T06:00:00Z', '0 1'],
  ['before the first start of a period', SCHEDULE, '168', '2026-12-03T00:30:00Z', '39 40'],
])('A schedule is read as GitHub does: %s.', async (_, schedule, PERIOD, at, slot) => {
  expect(await slotAt(new Date(at), { SCHEDULE: schedule, PERIOD })).toBe(slot);
});

describe('by hand', () => {
  test('a person gets the tenants of a pattern in one environment', async () => {
    const end = await choose(30, { ENVIRONMENT: 'sit', PATTERN: 'tenant2*' });
    const tenants = ['2', ...Array.from({ length: 10 }, (_, i) => `2${i}`)].map((n) => `tenant${n}`).join(' ');
    expect(shardsOf(end)).toEqual([{ environment: 'sit', number: 1, tenants }]);
  });

  test('where nothing fits, the matrix is empty and no job is started', async () => {
    expect((await choose(3, { PATTERN: 'nobody' })).outputs).toEqual({ shards: '[]' });
  });

  test('more than GitHub starts is refused with what to do instead', async () => {
    const end = await choose(10_300);
    expect(end.code).toBe(1);
    expect(end.output).toContain('That would be 774 jobs of 40 tenants, and a run has no more than 256.');
    expect(end.outputs).toEqual({});
  });

  test.each([['x; touch hacked'], ['$(touch hacked)'], ['a\n::warning::b'], ['../..'], [''], ['.*'], ['é*']])(
    'the pattern %j is refused, and nothing of it is run',
    async (PATTERN) => {
      const end = await choose(3, { PATTERN });
      expect(end.code).toBe(1);
      expect(end.output).toMatch(/^::error::.* is no pattern of names\..*\n$/);
    },
  );

  test.each([['live'], ['dev sit'], ['dev sit prod x'], ['"; x'], [' ']])(
    'the environment %j is refused',
    async (ENVIRONMENT) => {
      expect(await choose(3, { ENVIRONMENT })).toMatchObject({ code: 1, outputs: {} });
    },
  );
});

describe('folders', () => {
  async function chooseFrom(files: Record<string, string>): Promise<Outcome & { chosen: unknown }> {
    const workspace = workspaceWith();
    put(workspace, Object.fromEntries(renderTenantConfig(platform, 'x').map(({ path, content }) => [path, content])));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, 'tenants', path)), { recursive: true });
      writeFileSync(join(workspace, 'tenants', path), text);
    }
    const end = await runScript('choose-tenants', { workspace, env: USUAL });
    return { ...end, chosen: JSON.parse(readFileSync(join(workspace, FOUND), 'utf8')) };
  }

  test('both layouts are read: a file for each environment, and one that says its environment', async () => {
    const end = await chooseFrom({ 'acme/sit.tfvars': '', 'solo/terraform.tfvars': 'environment = "dev"\n' });
    expect(shardsOf(end)).toEqual([
      { environment: 'dev', number: 1, tenants: 'solo' },
      { environment: 'sit', number: 1, tenants: 'acme' },
    ]);
  });

  test('a folder with a name that no tenant has gets into no job, and is told on one line', async () => {
    const names = ['a b', '$(touch hacked)', 'x\n::error::y', 'Ünï', '--help', 'ok"'];
    const end = await chooseFrom(Object.fromEntries(['acme', ...names].map((name) => [`${name}/sit.tfvars`, ''])));
    expect(shardsOf(end)).toEqual([{ environment: 'sit', number: 1, tenants: 'acme' }]);
    const lines = end.output.split('\n').filter((line) => line.startsWith('::'));
    expect(lines).toHaveLength(names.length);
    expect(lines.every((line) => line.startsWith('::warning::Not looked at: folder "'))).toBe(true);
  });

  test('what is not chosen is kept as known, so that its row in the issue stays', async () => {
    const end = await chooseFrom({ 'acme/sit.tfvars': '', 'acme/dev.tfvars': '' });
    expect(end.chosen).toEqual([
      { tenant: 'acme', legal: true, environment: 'dev', chosen: true },
      { tenant: 'acme', legal: true, environment: 'sit', chosen: true },
    ]);
  });
});
