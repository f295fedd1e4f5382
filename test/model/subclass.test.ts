import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetFile, LambdaRepo, type LambdaRepoOptions } from '../../src';
import { contentOf } from '../../src/project/content';
import { withSession } from '../../src/project/session';
import { orders, otherPlatform } from './specs';

/** A repository whose code somebody else deploys: a definition in nine lines. */
class Reports extends LambdaRepo {
  constructor(options?: LambdaRepoOptions) {
    super(
      { name: 'reports', platform: otherPlatform, python: { version: '3.9' }, ownWorkflows: ['deploy.yml'] },
      options,
    );
  }
}

/** One with two functions, two services, and paths with spaces: the specification is `orders`. */
class Orders extends LambdaRepo {
  constructor(options?: LambdaRepoOptions) {
    super(orders, options);
    new FleetFile(this, 'OWNERS', () => 'orders\n');
  }
}

let outdir = '';
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'subclass-'));
});

test('a repository without packaging gets coverage, and nothing that deploys', () => {
  const files = new Reports({ outdir }).renderFiles();
  expect(files.map(({ path }) => path)).toEqual([
    '.coveragerc',
    '.github/actions/python-setup/action.yml',
    '.github/actions/python-setup/gates.txt',
    '.github/actions/python-setup/install-requirements.sh',
    '.github/scripts/check-gates.sh',
    '.github/scripts/run-tests.sh',
    '.github/scripts/sum-coverage.sh',
    '.github/workflows/test-coverage.yml',
    'pytest.ini',
  ]);
  expect(files.find(({ path }) => path.endsWith('action.yml'))?.content).toContain('default: "3.9"');
});

describe('a repository with two functions and two services', () => {
  const content = (path: string): string =>
    new Orders({ outdir }).renderFiles().find((file) => file.path === path)?.content ?? '';

  test('its workflows are named after its own environments', () => {
    const workflows = new Orders({ outdir }).renderFiles().filter(({ path }) => path.includes('/workflows/'));
    expect(workflows.map(({ path }) => path.split('/').pop())).toEqual(
      ['deploy-test', 'promote-to-live', 'quality-gates', 'rollback', 'sam-deploy', 'test-coverage'].map(
        (name) => `${name}.yml`,
      ),
    );
  });

  test('paths with spaces reach every place as one path', () => {
    expect(content('.github/workflows/test-coverage.yml')).toContain(
      '- { name: services-take orders, path: services/take orders, source: src,',
    );
    expect(content('.github/workflows/sam-deploy.yml')).toContain('TEMPLATE: infra/the template.yaml');
    expect(content('.github/workflows/sam-deploy.yml')).toContain(
      'REQUIREMENTS: "services/take orders/requirements.txt\\nbilling/requirements.txt"\n',
    );
    expect(content('.github/workflows/quality-gates.yml')).toContain(
      'SERVICES: "services/take orders\\tsrc\\nbilling\\tbilling"\n',
    );
    expect(content('billing/pytest.ini')).toContain('\ntestpaths = "my tests"\n');
    expect(content('services/take orders/pytest.ini')).toContain('\ntestpaths = tests\n');
    expect(content('services/take orders/.coveragerc')).toContain('floor of 72.5 %');
  });

  test('names of all its functions reach the table, whatever stands behind {env}', () => {
    const table = content('.github/scripts/environment.sh');
    expect(table).toContain(
      '\nfunctions=TakeOrders=${environment}_take_orders Billing=orders-billing-${environment}\n',
    );
    expect(table).toContain('\nalias=${environment}_live\n');
  });

  test('a file of the subclass itself is rendered like all others', () => {
    expect(content('OWNERS')).toBe('orders\n');
  });

  test('each person of three has a job of their own', () => {
    const promotion = content('.github/workflows/promote-to-live.yml');
    expect(promotion).toContain('3 different people approve in live-first, then live-second, then live.');
    expect(promotion).toMatch(
      /\n {2}approval-2:\n {4}name: Further approval\n {4}needs: \[ preflight, target, approval \]/,
    );
    expect(promotion).toContain('needs: [ preflight, target, approval-2 ]');
  });

  test('its records are copied into its own table', () => {
    expect(content('.github/actions/deploy-release/action.yml')).toContain(
      'TABLE: deployments.${{ steps.environment.outputs.environment }}',
    );
  });
});

test('rendering writes nothing, and synth does what the session says', () => {
  const project = new Reports({ outdir });
  project.renderFiles();
  expect(readdirSync(outdir)).toEqual([]);

  const seen: string[] = [];
  withSession(
    ({ name }) => seen.push(name),
    () => {
      project.synth();
    },
  );
  expect(seen).toEqual(['reports']);
});

test('a file class that is none of projen is refused, and one without content is left out', () => {
  const project = new Reports({ outdir });
  const file = new FleetFile(project, 'EMPTY', () => '');
  Reflect.set(file, 'synthesizeContent', () => undefined);
  expect(project.renderFiles().some(({ path }) => path === 'EMPTY')).toBe(false);
  Reflect.set(file, 'synthesizeContent', undefined);
  expect(() => contentOf(file)).toThrow("EMPTY: projen's FileBase has no synthesizeContent.");
});
