/** Which tenants an operation is done to, and where none is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, workspaceWith, type Outcome } from '../../support/run-script';

const PLATFORM = readFileSync(
  join(__dirname, '../../../repos/rendered/2_bbws_tenants_instances_dev/.github/actions/tenant-config/platform.json'),
  'utf8',
);
const CHECK = readFileSync(join(__dirname, '../../../src/tenants/tenant-config.cjs.txt'), 'utf8');
const FILES: Readonly<Record<string, string>> = {
  '.github/actions/tenant-config/tenant-config.cjs': CHECK,
  '.github/actions/tenant-config/platform.json': PLATFORM,
  ...Object.fromEntries(
    ['acme/sit.tfvars', 'beta/sit.tfvars', 'beta/dev.tfvars', 'shop1/sit.tfvars', 'old/dev.tfvars'].map((path) => [
      `tenants/${path}`,
      'tenant_name = "x"\n',
    ]),
  ),
  'tenants/shop2/terraform.tfvars': 'environment = "sit"\n',
  'tenants/shop3/terraform.tfvars': 'environment = "dev"\n',
};
const ENV = {
  TYPED: '',
  OPERATION: 'plan',
  ENVIRONMENT: 'sit',
  TENANTS: 'tenants',
  PATTERN: '[a-z0-9]+',
  SHOW: 'true',
};

interface Selected extends Outcome {
  readonly list: string;
}

async function select(
  SELECTOR: string,
  more: object = {},
  files: Readonly<Record<string, string>> = FILES,
): Promise<Selected> {
  const temp = workspaceWith();
  const runner = { RUNNER_TEMP: temp };
  const outcome = await runScript('select-tenants', { runner, files, env: { ...ENV, SELECTOR, ...more } });
  const list =
    outcome.code === 0
      ? readFileSync(join(temp, 'bulk', 'list'), 'utf8')
          .trim()
          .replaceAll('\n', ' ')
      : '';
  return { ...outcome, list };
}

describe('select-tenants.sh', () => {
  test.each([
    ['all', 'acme beta shop1 shop2'],
    ['*', 'acme beta shop1 shop2'],
    ['shop*', 'shop1 shop2'],
    ['shop?, acme', 'acme shop1 shop2'],
    ['beta,acme acme', 'acme beta'],
  ])('takes %j for %s', async (selector, list) => {
    const { code, list: found, summary, outputs } = await select(selector);
    expect([code, found]).toEqual([0, list]);
    expect(summary).toContain(`    ${list}\n`);
    expect(outputs['digest']).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['acme other', 'There is no tenant "other" with values for sit'],
    ['shop3', 'There is no tenant "shop3" with values for sit'],
    ['old', 'There is no tenant "old" with values for sit'],
    ['zzz*', 'No tenant of sit is called like'],
    [', ,', 'No tenants are named'],
    ['', 'These are no tenants'],
    ['acme\nbeta', 'You wrote "acme%0Abeta"'],
    ['../tenants/acme', 'These are no tenants'],
    ['$(touch mark)', 'These are no tenants'],
    ['[a-z]*', 'These are no tenants'],
    ['töchter', 'These are no tenants'],
    ['a'.repeat(65_001), 'These are no tenants'],
  ])('refuses %j.', async (selector, said) => {
    const { code, output } = await select(selector);
    expect(code).toBe(1);
    expect(output).toContain(said);
    expect(output.length).toBeLessThan(600);
  });

  test('lists no folder that is called like no tenant.', async () => {
    const files = { ...FILES, 'tenants/A-B/sit.tfvars': '', 'tenants/x y/sit.tfvars': '' };
    expect((await select('all', {}, files)).list).toBe('acme beta shop1 shop2');
  });

  test('makes another digest of another list and of another environment, and the same of the same list.', async () => {
    const lists = [await select('all'), await select('beta'), await select('beta', { ENVIRONMENT: 'dev' })];
    expect(new Set(lists.map(({ outputs }) => outputs['digest'])).size).toBe(3);
    expect((await select('*')).outputs['digest']).toBe(lists[0]?.outputs['digest']);
  });

  test('lets tenants be changed only by who types the digest of the list.', async () => {
    const { outputs } = await select('all');
    const digest = outputs['digest'] ?? '';
    const apply = (TYPED: string, list = 'all'): Promise<Selected> => select(list, { OPERATION: 'apply', TYPED });
    expect((await apply(digest)).code).toBe(0);
    for (const [typed, list, said] of [
      ['', 'all', `start again with list_digest ${digest}`],
      [digest, 'beta', 'is of another list'],
      ['0'.repeat(64), 'all', 'is of another list'],
      [`${digest}\n`, 'all', 'is no digest of a list'],
    ] as const) {
      const { code, output } = await apply(typed, list);
      expect(code).toBe(1);
      expect(output).toContain(said);
    }
    expect((await select('all', { OPERATION: 'validate', SHOW: 'false' })).summary).toBe('');
  });
});

describe('check-bulk.sh', () => {
  const usual = { OPERATION: 'apply', ENVIRONMENT: 'sit', PRODUCTION: 'false', BULK: 'dev sit', RELEASES: 'dev' };
  test.each([
    [{}, 0, 'apply may be done'],
    [{ ENVIRONMENT: 'dev', OPERATION: 'release-lock' }, 0, 'release-lock may be done'],
    [{ OPERATION: 'release-lock' }, 1, 'start deploy-tenant-sit.yml with action release-lock'],
    [{ ENVIRONMENT: 'prod', PRODUCTION: 'true' }, 1, 'in prod: it is production'],
    [{ PRODUCTION: '' }, 1, 'it is production'],
    [{ ENVIRONMENT: 'other' }, 1, 'only in: dev sit'],
    [{ OPERATION: 'destroy' }, 1, 'is no operation'],
  ])('of %j ends with %i and says "%s"', async (env, code, said) => {
    const outcome = await runScript('check-bulk', { env: { ...usual, ...env } });
    expect(outcome.code).toBe(code);
    expect(outcome.output).toContain(said);
  });
});

describe('check-list-current.sh', () => {
  const env = { OPERATION: 'apply', SELECTOR: 'acme', TENANTS: 'tenants', MODULES: 'modules' };
  const files = (...changed: readonly (readonly [string, string])[]): object => ({
    files: changed.map(([filename, status]) => ({ filename, status })),
  });
  const TOO_MANY = files(...Array.from({ length: 300 }, (_, i) => [`docs/${i}.md`, 'added'] as const));

  test.each([
    ['nothing', files(), {}, 0],
    ['another tenant', files(['tenants/acme2/main.tf', 'modified'], ['tenants/new/sit.tfvars', 'added']), {}, 0],
    ['one on the list', files(['tenants/acme/sit.tfvars', 'modified']), {}, 1],
    ['a module', files(['modules/a/main.tf', 'modified']), {}, 1],
    ['who a pattern means', files(['tenants/acmenew/sit.tfvars', 'added']), { SELECTOR: 'acme*' }, 1],
    ['who all are', files(['tenants/new/sit.tfvars', 'added']), { SELECTOR: 'all' }, 1],
    [
      'code, which a restart does not use',
      files(['tenants/acme/main.tf', 'modified']),
      { OPERATION: 'restart-service' },
      0,
    ],
    ['values that are gone', files(['tenants/acme/sit.tfvars', 'removed']), { OPERATION: 'restart-service' }, 1],
    ['more than GitHub tells', TOO_MANY, {}, 1],
  ])('looks whether main has changed %s.', async (_, answer, more, code) => {
    const temp = workspaceWith({ 'bulk/list': 'acme\n' });
    const api = `#!/usr/bin/env bash\n[ "$2" = "repos/$GITHUB_REPOSITORY/compare/$GITHUB_SHA...main" ] && cat answer.json\n`;
    const given = { '.github/scripts/github-api.sh': api, 'answer.json': JSON.stringify(answer) };
    const runner = { RUNNER_TEMP: temp };
    const outcome = await runScript('check-list-current', {
      runner,
      files: given,
      env: { ...env, GH_TOKEN: 'x', ...more },
    });
    expect(outcome.code).toBe(code);
    expect(outcome.output).toContain(code === 0 ? 'still stands' : 'Start a new');
  });
});
