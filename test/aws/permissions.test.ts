import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listOf, type PolicyDocument, type Statement } from '../../src/aws/policy';
import { readPolicy } from '../../src/aws/read-policy';
import { READ_ACTIONS } from '../../src/lambda/read-session-policy';
import { judgePolicies } from '../../src/rehearse/identity/judge-policy';
import { contextOf } from '../../src/rehearse/identity/pattern';
import { fleetAccounts, otherAccounts, rolesIn, type Accounts } from './accounts';

const both: [string, Accounts][] = [
  ['the fleet', fleetAccounts()],
  ['another organisation', otherAccounts()],
];
const everyRole = both.flatMap(([, accounts]) =>
  accounts.platform.environments.map(({ name }) => rolesIn(accounts, name)),
);

function statementsOf(policies: readonly PolicyDocument[]): readonly Statement[] {
  return policies.flatMap(({ Statement }) => Statement);
}

function actionsOf(policies: readonly PolicyDocument[]): Set<string> {
  return new Set(statementsOf(policies).flatMap(({ Action }) => listOf(Action)));
}

/** `aws lambda get-alias` as `lambda:GetAlias`. */
function actionOf(service: string, command: string): string {
  const name = command.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  return `${service}:${name === 'Invoke' ? 'InvokeFunction' : name}`;
}

/** Every call of AWS that stands in a script that is not a message for people. */
function callsInScripts(): Set<string> {
  const folders = ['delivery', 'lambda'].map((layer) => resolve(__dirname, '..', '..', 'src', layer, 'scripts'));
  const lines = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n')),
  );
  const calls = lines
    .filter((line) => !/^\s*(#|echo|fail)|\bfail "/.test(line.replace(/\|\| fail ".*$/, '')))
    .flatMap((line) => [...line.matchAll(/\baws ([a-z]+) (?:wait )?([a-z][a-z-]+)/g)])
    .map(([, service = '', command = '']) => actionOf(service, command));
  return new Set([...calls, 'lambda:UpdateAlias', 'lambda:CreateAlias']);
}

test('a role that deploys may do everything that a script calls', () => {
  const called = [...callsInScripts()].filter((action) => action !== 'sts:GetCallerIdentity');
  expect(called).toEqual(expect.arrayContaining(['lambda:InvokeFunction', 'dynamodb:PutItem', ...READ_ACTIONS]));
  const allowed = actionsOf(rolesIn(otherAccounts(), 'live').deploy.permissions);
  expect(called.filter((action) => !allowed.has(action))).toEqual([]);
});

test('reading is the same for the session policy, the role that reads, and the role that deploys', () => {
  const { read, deploy } = rolesIn(otherAccounts(), 'test');
  expect([...actionsOf(read?.permissions ?? [])].sort()).toEqual([...READ_ACTIONS].sort());
  expect(statementsOf(deploy.permissions)).toEqual(expect.arrayContaining([...statementsOf(read?.permissions ?? [])]));
});

test('only a definition with a table of records gets its table', () => {
  const tables = statementsOf(rolesIn(otherAccounts(), 'live').deploy.permissions).filter(
    ({ Sid }) => Sid === 'WriteRecords',
  );
  expect(tables.map(({ Resource }) => Resource)).toEqual([[expect.stringMatching(/^arn:aws:dynamodb:.*:table\//)]]);
  const without = statementsOf(rolesIn(fleetAccounts(), 'prod').deploy.permissions);
  expect(without.filter(({ Sid }) => Sid === 'WriteRecords')).toEqual([]);
});

test('what jobs call themselves is named, action by action and resource by resource, but for metrics', () => {
  for (const { deploy, read } of everyRole) {
    const statements = statementsOf([...deploy.permissions, ...(read?.permissions ?? [])]);
    expect(statements.filter(({ Action }) => listOf(Action).some((action) => action.includes('*')))).toEqual([]);
    const everywhere = statements.filter(({ Resource }) => listOf(Resource).includes('*'));
    expect(everywhere.map(({ Sid }) => Sid).filter((Sid) => !/^Read(Metrics$|Targets)/.test(Sid ?? ''))).toEqual([]);
  }
});

test('every resource lies in the account and region of its environment, or has none', () => {
  for (const { environment, deploy, read, called, stack } of everyRole) {
    const policies = [...deploy.permissions, ...(read?.permissions ?? []), called, ...stack.permissions];
    for (const arn of statementsOf(policies).flatMap(({ Resource }) => listOf(Resource))) {
      if (arn === '*' || arn.startsWith('arn:aws:s3:::')) continue;
      const [, , service, region, account] = arn.split(':');
      expect([service, region]).toEqual([service, service === 'iam' ? '' : environment.region]);
      expect(account).toBe(arn.includes(':aws:transform/') ? 'aws' : environment.account);
    }
  }
});

test('what CloudFormation does in the name of a deploy role, no job can do itself', () => {
  for (const { environment, called } of everyRole) {
    const arn = statementsOf([called]).find(({ Sid }) => Sid === 'Functions')?.Resource;
    const need = { action: 'lambda:DeleteFunction', resource: listOf(arn)[0] ?? '' };
    const itself = contextOf({ 'aws:PrincipalAccount': environment.account });
    expect(judgePolicies([called], need, itself)).toMatchObject({
      allowed: false,
      why: expect.stringContaining('aws:CalledVia is absent'),
    });
    const inItsName = contextOf({ 'aws:CalledVia': ['cloudformation.amazonaws.com'] });
    expect(judgePolicies([called], need, inItsName).allowed).toBe(true);
    expect(statementsOf([called]).every(({ Condition }) => Condition?.['ForAnyValue:StringEquals'] !== undefined)).toBe(
      true,
    );
  }
});

test('a role is given on only to the service that it is for', () => {
  for (const { deploy, called, stack } of everyRole) {
    const giving = statementsOf([...deploy.permissions, called, ...stack.permissions]).filter(({ Action }) =>
      listOf(Action).includes('iam:PassRole'),
    );
    expect(giving.map(({ Condition }) => Condition?.['StringEquals']?.['iam:PassedToService'])).toEqual([
      ...['cloudformation.amazonaws.com', 'lambda.amazonaws.com', 'lambda.amazonaws.com'],
    ]);
  }
});

describe.each(both)('the trust of %s', (_, accounts) => {
  const { platform, repositories } = accounts;
  const ids = Object.fromEntries(repositories.map(({ name }) => [name, { owner: '123456', repository: '456789' }]));

  test.each(platform.environments)(
    '$name: a statement for each repository, with every GitHub environment that it uses, no wildcard',
    (row) => {
      const { deploy, read } = rolesIn(accounts, row.name, ids);
      const gates = platform.githubEnvironments.filter(({ environment }) => environment === row.name);
      const trusted = [deploy, ...(read === undefined ? [] : [read])].flatMap(({ trust }) => trust.Statement);
      expect(JSON.stringify(trusted)).not.toMatch(/[*?]|StringLike/);
      for (const { name, workflows } of repositories) {
        const own = trusted.filter(({ Condition }) => JSON.stringify(Condition).includes(`/${name}:`));
        const used = gates.filter(
          ({ access, usedBy }) => access !== 'none' && usedBy.some((workflow) => workflows.includes(workflow)),
        );
        const named = JSON.stringify(own).match(/(?<=\/[\w-]+:environment:)[\w-]+/g);
        expect([...new Set(named)].sort()).toEqual(used.map((gate) => gate.name).sort());
      }
    },
  );

  test('without ids only the form with names is trusted, and no id is asked for', () => {
    const name = platform.environments[0]?.name ?? '';
    const text = JSON.stringify(rolesIn(accounts, name).deploy.trust);
    expect(text).not.toMatch(/@|repository_id/);
    expect(JSON.stringify(rolesIn(accounts, name, ids).deploy.trust)).toMatch(/@123456\/.*@456789.*repository_id/);
  });
});

test('GitHub environments for reading leave the deploy role where there is a role for reading', () => {
  const { deploy, read } = rolesIn(otherAccounts(), 'live');
  expect(JSON.stringify(deploy.trust)).not.toContain('live-read');
  expect(JSON.stringify(read?.trust)).toContain('environment:live-read"');
  expect(JSON.stringify(rolesIn(fleetAccounts(), 'prod').deploy.trust)).toContain('environment:prod-read"');
});

test('every policy is one that IAM takes: its elements, and its length without spaces', () => {
  for (const { deploy, read, called, provider, stack } of everyRole) {
    for (const policy of [
      called,
      ...(provider === undefined ? [] : [provider.reading, provider.applying]),
      ...[deploy, ...(read ? [read] : []), stack].flatMap(({ trust, permissions }) => [trust, ...permissions]),
    ])
      expect(readPolicy(JSON.stringify(policy))).toEqual(policy);
    const length = (...policies: PolicyDocument[]): number => JSON.stringify(policies).length;
    const planning = provider === undefined ? [] : [provider.applying];
    expect(length(...deploy.permissions, called, ...planning)).toBeLessThan(10_240);
    expect(length(deploy.trust)).toBeLessThan(2048);
  }
});

test('a repository of tenants writes state and locks of tenants, and saves plans; one that only plans saves plans', () => {
  const { deploy } = rolesIn(fleetAccounts(), 'sit');
  const context = contextOf({ 'aws:PrincipalAccount': '815856636111' });
  const bucket = 'arn:aws:s3:::bbws-terraform-state-sit';
  const allowed = (action: string, resource: string): boolean =>
    judgePolicies(deploy.permissions, { action, resource }, context).allowed;
  expect([
    allowed('s3:PutObject', `${bucket}/tenants/acme/terraform.tfstate`),
    allowed('s3:PutObject', `${bucket}/tenants/acme/terraform.tfstate.tflock`),
    allowed('s3:DeleteObject', `${bucket}/tenants/acme/terraform.tfstate.tflock`),
    allowed('s3:PutObject', `${bucket}/plans/1/plan`),
    allowed('dynamodb:PutItem', 'arn:aws:dynamodb:af-south-1:815856636111:table/bbws-terraform-locks-sit'),
  ]).toEqual(Array(5).fill(true));
  expect([
    allowed('s3:DeleteObject', `${bucket}/plans/1/plan`),
    allowed('s3:PutObject', `${bucket}/site-management-lambda/sit/terraform.tfstate`),
    allowed('s3:PutObject', 'arn:aws:s3:::bbws-terraform-state-prod/tenants/acme/terraform.tfstate'),
    allowed('s3:DeleteBucket', bucket),
    allowed('dynamodb:DeleteTable', 'arn:aws:dynamodb:af-south-1:815856636111:table/bbws-terraform-locks-sit'),
  ]).toEqual(Array(5).fill(false));
});

test('the destruction of a tenant is trusted where it is possible, and nowhere in production', () => {
  const trust = (name: string): string => JSON.stringify(rolesIn(fleetAccounts(), name).deploy.trust);
  expect(trust('sit')).toContain('2_bbws_tenants_instances_dev:environment:destroy-sit"');
  expect(trust('prod')).not.toContain('destroy');
  expect(trust('sit')).not.toContain('event_handler:environment:destroy-sit');
  expect(trust('prod')).not.toContain('2_bbws_tenants_instances_dev:environment:prod-rollback');
});

test('a state can be removed, and a tenant be marked as destroyed, in every environment but production', () => {
  const rights = ({ name, account }: { name: string; account: string }): boolean[] => {
    const { permissions } = rolesIn(fleetAccounts(), name).deploy;
    const bucket = `arn:aws:s3:::bbws-terraform-state-${name}`;
    const context = contextOf({ 'aws:PrincipalAccount': account });
    const allowed = (action: string, resource: string): boolean =>
      judgePolicies(permissions, { action, resource }, context).allowed;
    return [
      allowed('s3:DeleteObject', `${bucket}/tenants/acme/terraform.tfstate`),
      allowed('s3:PutObject', `${bucket}/destroyed/acme.json`),
      allowed('s3:DeleteObject', `${bucket}/destroyed/acme.json`),
      allowed('s3:DeleteObject', `${bucket}/destroyed/acme/1/before.tfstate`),
    ];
  };
  const found = fleetAccounts().platform.environments.map((each) => [each.name, ...rights(each)]);
  expect(found).toEqual([
    ['dev', true, true, false, false],
    ['sit', true, true, false, false],
    ['prod', false, false, false, false],
  ]);
});
