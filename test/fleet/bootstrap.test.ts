import { fleet, TenantsInstances } from '../../repos';
import { deployingIn } from '../../src/aws/deploying';
import { bootstrapPage } from '../../src/fleet/bootstrap';
import { nameIn } from '../../src/model/lambda';
import { callsOf } from '../../src/verify/shell/calls';
import { parseShell } from '../../src/verify/shell/parse';

const models = fleet.map((Repository) => new Repository({ outdir: '/nowhere' }).model);
const page = bootstrapPage(models);
const days = page.split(/^# Day one of /m).slice(1);
const tenants = new TenantsInstances({ outdir: '/nowhere' }).model;
const tenantDay = days.find((text) => text.startsWith(tenants.name)) ?? '';

test('Day one is told of every repository that deploys, and of no other.', () => {
  expect(days.map((text) => text.split('\n')[0])).toEqual(deployingIn(models).map(({ name }) => name));
});

test('A repository of tenants is told every GitHub environment that its workflows use, with its reviewers.', () => {
  const used = tenants.platform.githubEnvironments.filter(({ usedBy }) =>
    usedBy.some((each) => /tenant|drift|bulk/.test(each)),
  );
  expect(used.length).toBeGreaterThan(6);
  for (const { name, reviewers } of used) {
    const row = tenantDay.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
    for (const team of reviewers) expect(row).toContain(team);
    expect(tenantDay).toContain(`/environments/${name} --input`);
  }
});

test('A repository of tenants is told the bucket of the state and the lock table of each environment.', () => {
  for (const { name, account, region } of tenants.platform.environments) {
    const bucket = nameIn(tenants.state.bucket, name);
    const table = nameIn(tenants.state.lockTable ?? '', name);
    expect(tenantDay).toContain(`| ${account} | ${region} | \`${bucket}\` | \`${table}\` |`);
    for (const verb of ['get-bucket-versioning', 'create-bucket', 'put-bucket-versioning', 'put-public-access-block'])
      expect(tenantDay).toContain(`aws s3api ${verb} --bucket ${bucket} --region ${region}`);
    expect(tenantDay).toContain(`aws dynamodb create-table --table-name ${table} --region ${region}`);
  }
});

test('Both days apply the template of an account with the ids of all repositories, so that none takes another out.', () => {
  for (const day of days)
    for (const { name } of deployingIn(models))
      expect(day).toContain(`=$(gh api repos/BigBeardWebSolutions/${name} --jq .id)`);
  expect(days.map((day) => day.match(/^ {2}"OwnerId=.*$/gm))).toEqual(
    days.map(() => days[0]!.match(/^ {2}"OwnerId=.*$/gm)),
  );
});

test('Every block of commands is one that a shell can read.', () => {
  const blocks = [...page.matchAll(/^```bash\n([^]*?)^```/gm)].map(([, text = '']) => text);
  expect(blocks.length).toBeGreaterThan(20);
  for (const block of blocks) expect(callsOf(parseShell(block)).length).toBeGreaterThan(0);
});
