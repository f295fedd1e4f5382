import { DESTROYED_PREFIX, type GitOpsModel, type State } from '../model/gitops';
import { deployTenant } from '../model/gitops-deliveries';
import { nameIn } from '../model/lambda';
import { firstEnvironment, promotions, type Environment } from '../model/platform';
import { shell } from './bootstrap-aws';

/** Longer than GitHub keeps a run waiting for approval. */
const PLAN_DAYS = 35;

/** What the roles may do for tenants that no rehearsal proves. */
export const TENANT_RIGHTS: readonly string[] = [
  'What Terraform’s provider then calls for the resources of a tenant is not: that part is marked in the templates. Narrow it',
  'to what your modules hold, or add what they need besides.',
];

/** The part of the page that is about tenants: where their state is, and how the first of them are deployed. */
export function tenantDay(model: GitOpsModel): string[] {
  return [...stores(model), ...firstDeployments(model), ...absent(model)];
}

function stores({ state, platform }: GitOpsModel): string[] {
  const rows = platform.environments.map(({ name, account, region }) => {
    const table = state.lockTable === undefined ? 'none' : `\`${nameIn(state.lockTable, name)}\``;
    return `| ${[name.toUpperCase(), account, region, `\`${nameIn(state.bucket, name)}\``, table].join(' | ')} |`;
  });
  return [
    '## 3. Terraform: state and locks',
    '',
    '| | account | region | bucket of the state | lock table |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `In the bucket: \`${state.key}\`, beside it the lock file, \`${state.plansPrefix}\` for saved plans, \`${DESTROYED_PREFIX}\` for what is kept of destroyed tenants.`,
    'A platform that has tenants has bucket and table already; look first. In the account of each environment:',
    '',
    ...platform.environments.flatMap((environment) => looks(state, environment)),
    'Worked: `Enabled`, and `LockID`. Without versions a lost state cannot be put back. What is missing is made by:',
    '',
    ...platform.environments.flatMap((environment) => makes(state, environment)),
    `Saved plans hold values of variables, so they go after ${PLAN_DAYS} days: later nobody can approve one. The last line replaces all rules for`,
    'old objects that the bucket has; where it has some, add this one to them.',
    '',
  ];
}

function looks(state: State, { name, region }: Environment): string[] {
  const table = state.lockTable === undefined ? [] : [nameIn(state.lockTable, name)];
  return [
    `${name.toUpperCase()}:`,
    '',
    ...shell(
      `aws s3api get-bucket-versioning --bucket ${nameIn(state.bucket, name)} --region ${region} --query Status --output text`,
      ...table.map(
        (each) =>
          `aws dynamodb describe-table --table-name ${each} --region ${region} --query 'Table.KeySchema[].AttributeName' --output text`,
      ),
    ),
  ];
}

function makes(state: State, { name, region }: Environment): string[] {
  const bucket = nameIn(state.bucket, name);
  const place = region === 'us-east-1' ? '' : ` --create-bucket-configuration LocationConstraint=${region}`;
  const block = 'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';
  const rule = {
    ID: 'plans',
    Status: 'Enabled',
    Filter: { Prefix: state.plansPrefix },
    Expiration: { Days: PLAN_DAYS },
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
  };
  const table = state.lockTable === undefined ? [] : [nameIn(state.lockTable, name)];
  return [
    `${name.toUpperCase()}:`,
    '',
    ...shell(
      `aws s3api create-bucket --bucket ${bucket} --region ${region}${place}`,
      `aws s3api put-public-access-block --bucket ${bucket} --region ${region} --public-access-block-configuration ${block}`,
      `aws s3api put-bucket-versioning --bucket ${bucket} --region ${region} --versioning-configuration Status=Enabled`,
      ...table.map(
        (each) =>
          `aws dynamodb create-table --table-name ${each} --region ${region} --billing-mode PAY_PER_REQUEST --attribute-definitions AttributeName=LockID,AttributeType=S --key-schema AttributeName=LockID,KeyType=HASH`,
      ),
      `aws s3api put-bucket-lifecycle-configuration --bucket ${bucket} --region ${region} --lifecycle-configuration '${JSON.stringify({ Rules: [rule] })}'`,
    ),
  ];
}

function firstDeployments({ name, platform, ownWorkflows, tenantsFolder, terraform }: GitOpsModel): string[] {
  const first = firstEnvironment(platform).name.toUpperCase();
  const own = ownWorkflows.map((file) => `\`${file}\``).join(', ') || 'what people keep for it';
  const steps = promotions(platform).flatMap(({ target }) => [
    `**${target.name.toUpperCase()}**: look, then apply, for each tenant:`,
    '',
    ...shell(
      ...['plan', 'apply'].map(
        (action) =>
          `gh workflow run ${deployTenant(target.name)}.yml --repo ${platform.owner}/${name} -f tenant_id=TENANT -f action=${action}`,
      ),
    ),
  ]);
  return [
    '## 4. The first deployment of each tenant',
    '',
    `Each folder in \`${tenantsFolder}/\` needs its \`.terraform.lock.hcl\`, made by Terraform ${terraform} for the platform of the runners:`,
    '',
    ...shell('terraform providers lock -platform=linux_amd64'),
    `Merge the generated files to main; \`validate-tenant-config\` then says what is wrong in the folders. Into ${first} tenants go by ${own}.`,
    '',
    'The template lets it in by the same trust as all others: a job of it that deploys must carry the GitHub environment',
    `\`${firstEnvironment(platform).name}\`, or it gets no role any more. Add that before the template is applied.`,
    '',
    ...steps,
    'A tenant that is there already should show `No changes`. Apply it all the same: the run changes nothing and tags what is there,',
    'and without that tag nothing proves it to the next environment.',
    '',
    'Worked: the run is green, and there is a tag `deploy-tenant-TENANT-ENVIRONMENT-RUN`.',
    '',
  ];
}

function absent({ platform, destroyable }: GitOpsModel): string[] {
  const never = platform.environments.map((each) => each.name).filter((each) => !destroyable.includes(each));
  return [
    '## 5. What people may look for and not find',
    '',
    ...(never.length === 0
      ? []
      : [
          `- A way to destroy a tenant in ${never.join(', ').toUpperCase()}: no form offers it, no script does it, and no role trusts it.`,
        ]),
    '- A way to apply without a plan, or a plan that nobody has seen.',
    '- Static keys and repository secrets: none is needed, and none is read.',
    '',
  ];
}
