/** What definitions expect: everything of what they emit, and of hand-written workflows what stands in them. */
import { resolve } from 'node:path';
import { fleet, TenantsEventHandler, TenantsInstancesLambda, WordpressSiteManagementLambda } from '../../repos';
import { expectOf } from '../../src/fleet/expected/expect';
import type { Expectation } from '../../src/fleet/expected/expectation';
import type { FleetProject } from '../../src/project/fleet-project';
import { findRepositories } from '../../src/verify/find-repositories';
import { Repository } from '../../src/verify/read/repository';
import { verify } from '../../src/verify/verify';

type Files = Readonly<Record<string, string>>;

const TARGETS = resolve(__dirname, '../targets');

/** The files of a realistic checkout, with what is emitted into it. */
function checkoutOf(project: FleetProject): Files {
  const written = findRepositories(`${TARGETS}/${project.name}`).flatMap(({ repository }) => [...repository.files]);
  const emitted = project.renderFiles().map(({ path, content }) => [path, content]);
  return { ...Object.fromEntries(written.map(({ path, content }) => [path, content])), ...Object.fromEntries(emitted) };
}

function expected(project: FleetProject, files: Files = checkoutOf(project)): readonly Expectation[] {
  const repository = new Repository(files, [], project.name, true);
  return expectOf(project, repository, verify(repository)).expectations;
}

function told(expectations: readonly Expectation[], about: Expectation['about']): string[] {
  return expectations.filter((each) => each.about === about).map(({ state, what }) => `${state} ${what}`);
}

const projects = fleet.map((Definition) => new Definition({ outdir: '/nowhere' }));
const handler = new TenantsEventHandler({ outdir: '/nowhere' });

test.each(projects.map((project) => [project.name, project] as const))(
  'What is emitted for %s shows all that is expected of it.',
  (_, project) => {
    const emitted = Object.fromEntries(project.renderFiles().map(({ path, content }) => [path, content]));
    const own = project.pipelines.ownWorkflows.map((file) => `absent workflow ${file}`);
    const found = expected(project, emitted).filter(({ state }) => state !== 'present');
    expect(found.map(({ state, what }) => `${state} ${what}`)).toEqual(own);
  },
);

test('A job that takes the same role again, with fresh credentials, is told once.', () => {
  const tenants = projects.find(({ name }) => name === '2_bbws_tenants_instances_dev')!;
  const jobs = told(expected(tenants), 'accounts').filter((each) => each.includes('bulk-operations.yml, job change'));
  expect(jobs).toEqual(['present bulk-operations.yml, job change']);
});

describe('Hand-written workflows', () => {
  test('of the instances Lambda show these behaviours, and lack the others.', () => {
    expect(told(expected(new TenantsInstancesLambda({ outdir: '/nowhere' })), 'behaviour')).toEqual([
      'absent identity by OIDC, no stored keys',
      'absent gates before a deployment',
      'absent approval before production',
      'absent promotion by digest',
      'absent one deployment at a time',
      'absent verification after a deployment',
      'absent rollback with a reason',
    ]);
  });

  test('of the site management show these behaviours, and lack the others.', () => {
    expect(told(expected(new WordpressSiteManagementLambda({ outdir: '/nowhere' })), 'behaviour')).toEqual([
      'present identity by OIDC, no stored keys',
      'present gates before a deployment',
      'absent approval before production',
      'absent promotion by digest',
      'absent one deployment at a time',
      'present verification after a deployment',
      'absent rollback with a reason',
    ]);
  });

  test('whose roles stand in secrets leave the account open.', () => {
    const accounts = told(expected(new WordpressSiteManagementLambda({ outdir: '/nowhere' })), 'accounts');
    expect(accounts).toContain('unclear deploy-prod.yml, job deploy');
    expect(accounts.filter((each) => !each.startsWith('unclear'))).toEqual([]);
  });
});

describe('Of the emitted files it is noticed when', () => {
  const files = checkoutOf(handler);

  function without(path: string): Files {
    return Object.fromEntries(Object.entries(files).filter(([each]) => each !== path));
  }

  function changed(path: string, from: string, to: string): Files {
    const text = files[path] ?? '';
    expect(text).toContain(from);
    return { ...files, [path]: text.replace(from, to) };
  }

  const PROMOTE = '.github/workflows/promote-to-prod.yml';
  const DEPLOY = '.github/workflows/deploy-dev.yml';
  test.each<[string, () => Files, string, RegExp]>([
    ['a workflow is gone', () => without(PROMOTE), 'absent workflow promote-to-prod.yml', /^It is not there/],
    [
      'a workflow starts also by something else',
      () => changed(PROMOTE, '  workflow_dispatch:\n', '  push: { branches: [main] }\n  workflow_dispatch:\n'),
      'absent workflow promote-to-prod.yml',
      /also starts: push to `main`/,
    ],
    [
      'a workflow does not start any more',
      () => changed(DEPLOY, 'workflow_dispatch', 'repository_dispatch'),
      'absent workflow deploy-dev.yml',
      /should start: by hand/,
    ],
    [
      'somebody adds a workflow',
      () => ({ ...files, '.github/workflows/hello.yml': 'on: push\njobs: {}\n' }),
      'unclear workflow hello.yml',
      /"ownWorkflows"/,
    ],
    [
      'the table of accounts is edited',
      () => changed('.github/scripts/environment.sh', '536580886816', '093646564004'),
      'absent sam-deploy.yml, job deploy',
      /not as the platform table makes it/,
    ],
    [
      'the gates are no longer needed',
      () => changed(DEPLOY, 'needs: [ quality-gates ]', 'needs: [ changes ]'),
      'absent gates before a deployment',
      /^Nothing that checks|^A gate/,
    ],
    [
      'the rollback asks for no reason',
      () => changed('.github/workflows/rollback.yml', '      reason:', '      note:'),
      'absent rollback with a reason',
      /Add a required input "reason"/,
    ],
  ])('%s', (_, make, what, why) => {
    const found = expected(handler, make()).find((each) => `${each.state} ${each.what}` === what);
    expect(found?.why).toMatch(why);
  });
});

describe('Environment, account, role and region of a job', () => {
  const ROLE = 'arn:aws:iam::815856636111:role/bbws-github-actions-role-sit';

  function judged(environment: string, role: string, region: string): Pick<Expectation, 'state' | 'why'> | undefined {
    const workflow = `on: workflow_dispatch
permissions: { id-token: write }
jobs:
  deploy:
    runs-on: ubuntu-24.04
${environment === '' ? '' : `    environment: ${environment}\n`}    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with:
          role-to-assume: ${role}
${region === '' ? '' : `          aws-region: ${region}\n`}`;
    const files = { ...checkoutOf(handler), '.github/workflows/own.yml': workflow };
    return expected(handler, files).find(({ what }) => what === 'own.yml, job deploy');
  }

  test.each([
    ['as the table has them', 'sit', ROLE, 'af-south-1', 'present', /^It assumes .*-sit in af-south-1\.$/],
    ['the account of another', 'prod', ROLE, 'af-south-1', 'absent', /says prod: .* in 093646564004/],
    ['a region of no row', 'sit', ROLE, 'eu-west-1', 'absent', /^It works in eu-west-1\. .*af-south-1/],
    ['a GitHub environment of no row', 'stage', ROLE, 'af-south-1', 'absent', /no GitHub environment "stage"\. It has/],
    ['no GitHub environment', '', ROLE, 'af-south-1', 'absent', /^It has no GitHub environment: /],
    ['a role of no account of the platform', '', 'arn:aws:iam::1:role/x', 'af-south-1', 'unclear', /cannot be told/],
    ['a role that stands in a secret', 'sit', '${{ secrets.ROLE }}', 'af-south-1', 'unclear', /stands in no file/],
    ['no region', 'sit', ROLE, '', 'unclear', /^Its region stands in no file/],
    ['an environment that is known later', '${{ vars.WHERE }}', ROLE, 'af-south-1', 'unclear', /only when it runs/],
  ])('%s', (_, environment, role, region, state, why) => {
    expect(judged(environment, role, region)).toMatchObject({ state, why: expect.stringMatching(why) });
  });
});

describe('Promotion by digest', () => {
  const promoting = (take: string): Files => ({
    '.github/workflows/promote.yml': `on: workflow_dispatch
jobs:
  deploy:
    runs-on: ubuntu-24.04
    environment: prod
    steps:
      - run: |
          ${take}
          aws lambda update-function-code --function-name f --zip-file fileb://f.zip
`,
  });

  test.each([
    ['present where the artifact is compared', 'gh run download 1; echo "$SUM f.zip" | sha256sum --check'],
    ['present where a test compares it', 'gh run download 1; [ "$digest" = "$EXPECTED" ]'],
    ['absent where it is only taken', 'gh run download 1'],
    ['unclear where nothing shows', 'true'],
  ])('%s.', (name, take) => {
    const [state] = name.split(' ');
    expect(told(expected(handler, promoting(take)), 'behaviour')).toContain(`${state} promotion by digest`);
  });
});
