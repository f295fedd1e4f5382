import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { accountTemplate } from '../../src/aws/account-template';
import type { PolicyDocument } from '../../src/aws/policy';
import { readPolicy } from '../../src/aws/read-policy';
import { parameterOf } from '../../src/aws/template-parameters';
import type { KnownIds } from '../../src/aws/trust';
import { findEnvironment } from '../../src/model/platform';
import { Account } from '../../src/rehearse/cloud/account';
import { startCloud, type Cloud } from '../support/cloud';
import { workspaceWith } from '../support/run-script';
import { fleetAccounts, otherAccounts, rolesIn, type Accounts } from './accounts';

const root = resolve(__dirname, '..', '..');
let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.stop());

function render({ platform, repositories }: Accounts, name: string): string {
  return accountTemplate(findEnvironment(platform, name), platform, repositories);
}

test('the templates that are checked in are those of the definitions', () => {
  const accounts = fleetAccounts();
  for (const { name } of accounts.platform.environments)
    expect(readFileSync(join(root, 'docs', 'aws', `${name}.yml`), 'utf8')).toBe(render(accounts, name));
});

test('a trust that outgrows the quota of IAM says so in the template', () => {
  const { platform, repositories } = fleetAccounts();
  const many = ['a', 'b', 'c', 'd'].flatMap((name) => repositories.map((each) => ({ ...each, name })));
  expect(render({ platform, repositories: many }, 'prod')).toMatch(/# Its trust has about \d{4} characters.*2048/);
  expect(render({ platform, repositories }, 'prod')).not.toContain('Its trust has');
});

test('the linter of CloudFormation finds nothing in any template', () => {
  const templates = [fleetAccounts(), otherAccounts()].flatMap((accounts) =>
    accounts.platform.environments.map(({ name, account }) => [`${account}.yml`, render(accounts, name)]),
  );
  const folder = workspaceWith(Object.fromEntries(templates));
  const lint = join(root, '.tools', 'bin', 'cfn-lint');
  const found = execFileSync(lint, ['--', ...templates.map(([file]) => file ?? '')], {
    cwd: folder,
  });
  expect(found.toString()).toBe('');
});

/** Applies a template as the bootstrap page says. */
async function apply(accounts: Accounts, name: string, parameters: readonly string[]): Promise<Account> {
  const { account, region } = findEnvironment(accounts.platform, name);
  const folder = workspaceWith({ 'template.yml': render(accounts, name) });
  const env = await cloud.env(account, region);
  const options = [
    '--stack-name',
    'github-access',
    '--template-file',
    'template.yml',
    '--capabilities',
    'CAPABILITY_NAMED_IAM',
  ];
  const overrides = ['--parameter-overrides', ...parameters];
  execFileSync('aws', ['cloudformation', 'deploy', ...options, ...overrides], { cwd: folder, env });
  return Account.of(cloud, account, region);
}

/** What the stack is made of. */
function resourcesOf(account: Account): Promise<string> {
  return account.query('cloudformation', 'ListStackResources', { StackName: 'github-access' });
}

/** A policy that IAM tells, escaped as it does. moto keeps those of a template with the quotes of Python. */
function policyIn(answer: string, tag: string): PolicyDocument {
  const text = new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(answer)?.[1] ?? '';
  return readPolicy(decodeURIComponent(text.replaceAll(/&quot;|&#3[49];|'/g, '"')));
}

test.each<[string, Accounts, string, KnownIds]>([
  ['the fleet, without ids', fleetAccounts(), 'prod', {}],
  [
    'the fleet, with ids',
    fleetAccounts(),
    'sit',
    { '2_bbws_tenants_event_handler': { owner: '12', repository: '34' } },
  ],
  [
    'another organisation, with a role for reading',
    otherAccounts(),
    'live',
    { orders: { owner: '56', repository: '78' } },
  ],
])('what is emitted is what is judged: %s', async (_, accounts, name, ids) => {
  const given = Object.entries(ids).flatMap(([repository, { owner, repository: id }]) => [
    ...[`OwnerId=${owner}`, `${parameterOf(repository)}=${id}`],
  ]);
  const account = await apply(accounts, name, ['MakeProvider=true', ...given]);
  const { deploy, read, called, stack } = rolesIn(accounts, name, ids);
  for (const role of [deploy, stack, ...(read === undefined ? [] : [read])]) {
    const asked = { RoleName: role.name };
    expect(policyIn(await account.query('iam', 'GetRole', asked), 'AssumeRolePolicyDocument')).toEqual(
      normal(role.trust),
    );
    const inline = await account.query('iam', 'GetRolePolicy', { ...asked, PolicyName: 'allowed' });
    expect(policyIn(inline, 'PolicyDocument')).toEqual(role.permissions[0]);
  }
  const besides = await account.query('iam', 'GetRolePolicy', {
    RoleName: deploy.name,
    PolicyName: 'called-by-cloudformation',
  });
  expect(policyIn(besides, 'PolicyDocument')).toEqual(called);
  expect(await resourcesOf(account)).toContain('<ResourceType>AWS::IAM::OIDCProvider<');
});

/** As read back: nothing is undefined. */
function normal(policy: PolicyDocument): PolicyDocument {
  return readPolicy(JSON.stringify(policy));
}

test('an account that has the provider keeps it', async () => {
  const account = await apply(fleetAccounts(), 'dev', ['MakeProvider=false']);
  const resources = await resourcesOf(account);
  expect(resources).toContain('<ResourceType>AWS::IAM::Role<');
  expect(resources).not.toContain('OIDCProvider');
});
