/**
 * The workflows that people wrote, run as they are: one story in which all is well, one in which something fails. What
 * the verifier finds in them shows here as behaviour: a red run although all is well, a deployment after a refusal.
 */
import { cpSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { command, folderWith } from '../fleet/support/commands';
import { PreparedPrograms, type Answers } from './support/prepared-programs';

const INSTANCES = '2_bbws_tenants_instances_lambda';
const SITES = '2_bbws_wordpress_site_management_lambda';
const TENANTS = '2_bbws_tenants_instances_dev';

interface Story {
  readonly title: string;
  readonly repository: string;
  readonly workflow: string;
  readonly event: string;
  readonly inputs?: Readonly<Record<string, string | boolean>>;
  readonly ref?: string;
  /** What differs from a cloud in which all is well. */
  readonly answers?: Readonly<Record<string, Answers>>;
  readonly run: 'success' | 'failure';
  readonly jobs: Readonly<Record<string, string>>;
  /** A call that was made; with `!` in front, none was. */
  readonly calls?: readonly string[];
}

const unhealthy: Answers = { 'lambda invoke': `echo '{"statusCode": 500}' > "\${@: -1}"` };
const broken = 'exit 1';
const push = { event: 'push' };
const dispatch = { event: 'workflow_dispatch' };

const STORIES: readonly Story[] = [
  {
    ...{ title: 'A push deploys', repository: INSTANCES, workflow: 'deploy-dev.yml', ...push, run: 'success' },
    jobs: { 'Deploy to DEV': 'success', 'Verify DEV': 'success', 'Roll back on failure': 'skipped' },
    calls: ['--name latest-dev --function-version 8'],
  },
  {
    title: 'An unhealthy version should go back, but what ran before is known to nobody (D15)',
    ...{ repository: INSTANCES, workflow: 'deploy-dev.yml', ...push, answers: { aws: unhealthy }, run: 'failure' },
    jobs: { 'Verify DEV': 'failure', 'Roll back on failure': 'success', Notify: 'success' },
    calls: ['--name latest-dev --function-version '],
  },
  {
    ...{ title: 'A version of DEV goes to SIT', repository: INSTANCES, workflow: 'promote-to-sit.yml', ...dispatch },
    ...{ run: 'success', jobs: { Approval: 'success', 'Deploy to SIT': 'success', 'Verify SIT': 'success' } },
    calls: ['--name latest-sit --function-version 8'],
  },
  {
    title: 'After errors in DEV nobody is asked, and SIT gets code all the same (D06)',
    ...{ repository: INSTANCES, workflow: 'promote-to-sit.yml', ...dispatch, run: 'failure' },
    answers: { aws: { 'cloudwatch get-metric-statistics': 'echo 50.0' } },
    jobs: { 'Preflight on DEV': 'failure', Approval: 'skipped', 'Deploy to SIT': 'success', 'Verify SIT': 'failure' },
    calls: ['lambda update-function-code --function-name bbws-tenant-instance-management-sit'],
  },
  {
    title: 'A version of SIT goes to PROD, though the gates never run (D07)',
    ...{ repository: INSTANCES, workflow: 'promote-to-prod.yml', ...dispatch, run: 'success' },
    inputs: { maintenance_window: true },
    jobs: { 'Quality gates': 'skipped', 'Deploy to PROD': 'success', 'Verify PROD': 'success' },
    calls: ['--name latest-prod --function-version 8'],
  },
  {
    title: 'Outside of a window PROD gets nothing',
    ...{ repository: INSTANCES, workflow: 'promote-to-prod.yml', ...dispatch, run: 'failure' },
    jobs: { 'Preflight on SIT': 'failure', 'Deploy to PROD': 'skipped' },
    calls: ['!update-alias'],
  },
  {
    title: 'The alias goes back, and yet the run is red: its record gets no identity (D02)',
    ...{ repository: INSTANCES, workflow: 'rollback.yml', ...dispatch, run: 'failure' },
    inputs: { environment: 'dev', reason: 'errors' },
    jobs: { 'Roll back dev': 'success', Record: 'failure' },
    calls: ['--name latest-dev --function-version 7'],
  },
  {
    title: 'A version that does not exist is no target',
    ...{ repository: INSTANCES, workflow: 'rollback.yml', ...dispatch, run: 'failure' },
    inputs: { environment: 'dev', reason: 'errors', target_version: 'backup-1' },
    answers: { aws: { '--name backup-1': broken } },
    jobs: { 'Roll back dev': 'failure', Record: 'skipped' },
    calls: ['!update-alias'],
  },
  {
    ...{ title: 'Good code passes', repository: INSTANCES, workflow: 'quality-gates.yml', event: 'pull_request' },
    ...{ run: 'success', jobs: { Lint: 'success', 'Unit tests': 'success', 'Gate summary': 'success' } },
  },
  {
    title: 'Lint reddens the run; types, unit tests and scans cannot (D08, D10)',
    ...{ repository: INSTANCES, workflow: 'quality-gates.yml', event: 'pull_request', run: 'failure' },
    answers: { ruff: { '': broken }, mypy: { '': broken }, bandit: { '': broken }, pytest: { unit: broken } },
    jobs: { Lint: 'failure', 'Type check': 'success', 'Unit tests': 'success' },
  },
  {
    ...{ title: 'Infrastructure is applied', repository: INSTANCES, workflow: 'terraform-deploy.yml', ...dispatch },
    inputs: { environment: 'dev', action: 'apply' },
    ...{ run: 'success', jobs: { Plan: 'success', Apply: 'success', Destroy: 'skipped' } },
    calls: ['terraform apply -input=false -auto-approve -var-file=environments/dev.tfvars'],
  },
  {
    title: 'A plan that fails ends it',
    ...{ repository: INSTANCES, workflow: 'terraform-deploy.yml', ...dispatch, run: 'failure' },
    inputs: { environment: 'dev', action: 'apply' },
    ...{ answers: { terraform: { ' plan ': broken } }, jobs: { Plan: 'failure', Apply: 'skipped' } },
    calls: ['!terraform apply'],
  },
  {
    ...{ title: 'A branch is deployed by hand', repository: INSTANCES, workflow: 'deploy.yml', ...dispatch },
    ...{ run: 'success', jobs: { test: 'success', build: 'success', deploy: 'success' } },
    calls: ['--name latest-dev --function-version 8'],
  },
  {
    title: 'Tests that fail keep nothing from being built, but from being deployed',
    ...{ repository: INSTANCES, workflow: 'deploy.yml', ...dispatch, run: 'failure' },
    ...{ answers: { pytest: { unit: broken } }, jobs: { test: 'failure', build: 'success', deploy: 'skipped' } },
    calls: ['!update-alias'],
  },
  {
    ...{ title: 'A push deploys the sites', repository: SITES, workflow: 'deploy-dev.yml', ...push, run: 'success' },
    jobs: { 'Terraform plan': 'success', 'Terraform apply': 'success', Verify: 'success' },
    calls: ['terraform apply -input=false -auto-approve'],
  },
  {
    title: 'Tests that fail end it before anything is built',
    ...{
      repository: SITES,
      workflow: 'deploy-dev.yml',
      ...push,
      answers: { pytest: { unit: broken } },
      run: 'failure',
    },
    jobs: { 'Build packages': 'skipped', 'Terraform apply': 'skipped' },
    calls: ['!terraform'],
  },
  {
    ...{ title: 'A release goes to SIT', repository: SITES, workflow: 'deploy-sit.yml', ...dispatch, run: 'success' },
    inputs: { artifact_version: 'v1.4.0', approve_deployment: true },
    jobs: { Approve: 'success', 'Terraform apply': 'success', 'Tests in SIT': 'success' },
    calls: ['terraform apply -input=false tfplan'],
  },
  {
    title: 'Who does not approve deploys all the same (D07), and errors in SIT redden the run',
    ...{ repository: SITES, workflow: 'deploy-sit.yml', ...dispatch, run: 'failure' },
    inputs: { artifact_version: 'v1.4.0', approve_deployment: false },
    answers: { aws: { 'cloudwatch get-metric-statistics': 'echo 3.0' } },
    jobs: { 'Terraform apply': 'success', 'Tests in SIT': 'failure' },
    calls: ['terraform apply -input=false tfplan'],
  },
  {
    ...{ title: 'A release goes to PROD', repository: SITES, workflow: 'deploy-prod.yml', ...dispatch, run: 'success' },
    inputs: { artifact_version: 'v1.4.0', approve_deployment: 'true' },
    jobs: { 'Terraform apply': 'success', Verify: 'success', 'Roll back': 'skipped' },
    calls: ['terraform apply -input=false tfplan'],
  },
  {
    title: 'An unhealthy release "goes back" to itself (D15)',
    ...{ repository: SITES, workflow: 'deploy-prod.yml', ...dispatch, answers: { aws: unhealthy }, run: 'failure' },
    inputs: { artifact_version: 'v1.4.0', approve_deployment: 'true' },
    jobs: { Verify: 'failure', 'Roll back': 'success' },
    calls: ['terraform apply -input=false -auto-approve -var-file=environments/prod/terraform.tfvars'],
  },
  {
    title: 'A tag makes a release, which nobody hears of (D30)',
    ...{ repository: SITES, workflow: 'release-and-test.yml', ...push, ref: 'refs/tags/v1.4.0', run: 'success' },
    jobs: { release: 'success', 'Test release in DEV': 'skipped', Announce: 'skipped' },
  },
  {
    title: 'Tests that fail make no release',
    ...{ repository: SITES, workflow: 'release-and-test.yml', ...push, ref: 'refs/tags/v1.4.0', run: 'failure' },
    ...{ answers: { pytest: { '': broken } }, jobs: { release: 'skipped', Announce: 'skipped' } },
  },
  {
    ...{ title: 'A good pull request passes', repository: SITES, workflow: 'test.yml', event: 'pull_request_target' },
    ...{ run: 'success', jobs: { 'Security scan': 'success', 'Coverage comment': 'success' } },
  },
  {
    title: 'Lint reddens a pull request; tests and scans cannot (D08, D10)',
    ...{ repository: SITES, workflow: 'test.yml', event: 'pull_request_target', run: 'failure' },
    answers: { ruff: { '': broken }, bandit: { '': broken } },
    jobs: { 'Test sites-service': 'failure', 'Security scan': 'success', 'Coverage comment': 'skipped' },
  },
  {
    ...{ title: 'A tenant is applied', repository: TENANTS, workflow: 'deploy-tenant.yml', ...dispatch },
    inputs: { tenant_id: 'amber', action: 'apply' },
    ...{ run: 'success', jobs: { Plan: 'success', Apply: 'success', Destroy: 'skipped', Notify: 'success' } },
    calls: ['terraform apply -input=false -auto-approve'],
  },
  {
    title: 'What is no tenant ends it',
    ...{ repository: TENANTS, workflow: 'deploy-tenant.yml', ...dispatch, run: 'failure' },
    inputs: { tenant_id: '../amber', action: 'apply' },
    jobs: { 'Validate inputs': 'failure', Plan: 'skipped', Apply: 'skipped' },
    calls: ['!terraform'],
  },
];

const approved = { reviewers: ['ann'], approvals: [{ user: 'ann', state: 'approved' }] };
const account = { DEV: '536580886816', SIT: '815856636111', PROD: '093646564004' };

interface Report {
  readonly run: string;
  readonly jobs: Readonly<Record<string, string>>;
  readonly errors: readonly string[];
}

async function play(story: Story): Promise<Pick<Report, 'run' | 'jobs'> & { calls: readonly string[] }> {
  const folder = folderWith();
  const checkout = join(folder, story.repository);
  cpSync(resolve(__dirname, '../targets', story.repository), checkout, { recursive: true });
  const programs = new PreparedPrograms(folderWith(), story.answers ?? {});
  const roles = Object.entries(account).map(([name, id]) => [`AWS_ROLE_${name}`, `arn:aws:iam::${id}:role/delivery`]);
  const settings = {
    secrets: { ...Object.fromEntries(roles), AWS_ACCESS_KEY_ID: 'key' },
    environments: { dev: {}, sit: approved, prod: approved },
    actions: programs.actions,
  };
  const payload = story.inputs === undefined ? {} : { inputs: story.inputs };
  const files = { settings: join(folder, 'settings.json'), payload: join(folder, 'payload.json') };
  writeFileSync(files.settings, JSON.stringify(settings));
  writeFileSync(files.payload, JSON.stringify(payload));
  const { output, errors } = await command(
    folder,
    [
      ...['run', checkout, '--workflow', story.workflow, '--event', story.event, '--json'],
      ...['--settings', files.settings, '--payload', files.payload],
      ...(story.ref === undefined ? [] : ['--ref', story.ref]),
    ],
    { env: { PATH: [programs.bin, process.env['PATH']].join(delimiter) } },
  );
  if (errors !== '') throw new Error(errors);
  const report: Report = JSON.parse(output);
  if (report.errors.length > 0) throw new Error(report.errors.join('\n'));
  return { run: report.run, jobs: report.jobs, calls: programs.calls };
}

test.each(STORIES.map((story) => [story.repository, story.workflow, story.title, story] as const))(
  '%s, %s: %s.',
  async (_, __, ___, story) => {
    const { run, jobs, calls } = await play(story);
    expect({ run, jobs }).toEqual({ run: story.run, jobs: expect.objectContaining(story.jobs) });
    for (const call of story.calls ?? []) {
      const [never, part] = call.startsWith('!') ? [true, call.slice(1)] : [false, call];
      expect({ part, made: calls.some((each) => `${each} `.includes(part)) }).toEqual({ part, made: !never });
    }
  },
);

test('Every workflow that people wrote has a story in which all is well, and one in which something fails.', () => {
  const counted = STORIES.map(({ repository, workflow }) => `${repository}/${workflow}`);
  const each = [...new Set(counted)];
  expect(each).toHaveLength(13);
  expect(each.filter((name) => counted.filter((other) => other === name).length !== 2)).toEqual([]);
});
