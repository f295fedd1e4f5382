/** The rollout workflow in whole, run offline by the runner of this package, over bare repositories of the fleet. */
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fleet, platform } from '../../repos';
import { findPin } from '../../src/github/pins';
import { SettingsHost, type JobFacts, type JobServices } from '../../src/runner/host';
import { runWorkflows, type RunReport } from '../../src/runner/run-workflows';
import { readSettings } from '../../src/runner/settings';
import { ArtifactStore, standInsFor } from '../../src/runner/stand-ins';
import { asValue } from '../../src/runner/value';
import { template } from '../fleet/rollout/support/world';
import { FleetGitHub } from '../support/fleet-github';
import { put, workspaceWith } from '../support/run-script';

const root = resolve(__dirname, '../..');
const names = fleet.map((Repository) => new Repository({ outdir: '/nowhere' }).name);
const canary = '2_bbws_tenants_instances_lambda';

let github: FleetGitHub;
let artifacts: ArtifactStore;
let home: string;
beforeEach(async () => {
  home = workspaceWith();
  mkdirSync(join(home, 'remotes'));
  for (const name of names) cpSync(template(), join(home, 'remotes', `${name}.git`), { recursive: true });
  const instead = `[url "file://${home}/remotes/"]\n  insteadOf = https://github.com/${platform.owner}/\n`;
  put(home, { 'git/config': instead });
  github = await FleetGitHub.start(join(home, 'remotes'));
  artifacts = new ArtifactStore();
});
afterEach(async () => {
  artifacts.close();
  await github.stop();
});

/** This package, with what `npm ci` and the compiler would make of it. */
function checkout(): string {
  const folder = workspaceWith();
  for (const path of ['.github/workflows/rollout.yml', '.nvmrc', 'package.json'])
    cpSync(join(root, path), join(folder, path));
  for (const name of ['lib', 'vendor']) symlinkSync(join(root, name), join(folder, name));
  return folder;
}

/** `npm` and `npx` find all as it is here; nothing is downloaded. */
function programs(): string {
  const npm = `#!/bin/sh\nif [ "$1" = ci ]; then ln -s '${join(root, 'node_modules')}' node_modules; fi\n`;
  const folder = workspaceWith({ 'bin/npm': npm, 'bin/npx': '#!/bin/sh\nexit 0\n' });
  return `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
}

/** Repositories that a token was made for, in turn. */
const tokens: string[] = [];
let runs = 0;

async function rollOut(
  event: 'release' | 'workflow_dispatch',
  inputs: Record<string, string> = {},
): Promise<RunReport> {
  tokens.length = 0;
  const at = (action: string): string => `${action}@${findPin(action).sha}`;
  const nothing = workspaceWith({
    'action.yml':
      'name: A\ndescription: B\ninputs: { node-version-file: { description: a }, package-manager-cache: { description: b } }\nruns:\n  using: composite\n  steps: []\n',
  });
  const environments = {
    fleet: { vars: { FLEET_APP_CLIENT_ID: 'Iv1' }, secrets: { FLEET_APP_PRIVATE_KEY: 'key' } },
  };
  const settings = readSettings({
    environments,
    actions: { [at('actions/setup-node')]: nothing },
    repository: `${platform.owner}/projen-fleet`,
  });
  const host = new (class extends SettingsHost {
    override async openJob(job: JobFacts): Promise<JobServices> {
      return { ...(await super.openJob(job)), apiUrl: github.url };
    }
  })(settings, ({ event: { ref, sha }, run, repository, root: from }) => ({
    ...standInsFor({ root: from, repository, ref, sha }, run.id, artifacts),
    'actions/create-github-app-token': ({ inputs, setOutput }) => {
      tokens.push(inputs['repositories'] ?? '');
      setOutput('token', inputs['private-key'] === 'key' && inputs['client-id'] === 'Iv1' ? 'ghs_made' : 'none');
      return Promise.resolve();
    },
  }));
  const system = { PATH: programs(), LANG: 'C.UTF-8', XDG_CONFIG_HOME: home };
  const what = { event, ref: 'refs/heads/main', payload: asValue({ inputs }), sha: '1'.repeat(40) };
  const request = { ...what, workflow: '.github/workflows/rollout.yml', id: 'run', number: (runs += 1), startAfterSeconds: 0, actor: 'alice' }; // prettier-ignore
  const options = { root: checkout(), settings, host, system, limitMinutes: 5 };
  const report = (await runWorkflows([request], options, () => performance.now())).get('run');
  if (report === undefined) throw new Error('The run has no report.');
  return report;
}

function results({ jobs }: RunReport): Record<string, string> {
  return Object.fromEntries([...jobs].map(([name, { result }]) => [name, result]));
}

const proposed = (): string[] => [...github.pulls.keys()].sort();

test('A release opens the canary first, then the wave behind it: one pull request each, with tokens for these alone.', async () => {
  const report = await rollOut('release');
  expect([report.errors, results(report)]).toEqual([
    [],
    { 'Build the tool and list the waves': 'success', Canaries: 'success', 'wave 1': 'success' },
  ]);
  expect(proposed()).toEqual([...names].sort());
  for (const name of names) expect(github.of(name)).toHaveLength(1);
  expect(tokens.map((each) => each.split(',').sort())).toEqual([
    [canary],
    names.filter((name) => name !== canary).sort(),
  ]);
  expect(report.jobs.get('Canaries')?.summary).toContain(canary);
});

test('A red canary ends it before the wave; when it is green the next start goes on there.', async () => {
  github.check = (name) => (name === canary ? 'failure' : 'success');
  expect(results(await rollOut('release'))).toMatchObject({ Canaries: 'failure' });
  expect(proposed()).toEqual([canary]);
  github.check = () => 'success';
  expect(results(await rollOut('workflow_dispatch', { wave: 'all' }))).toMatchObject({ 'wave 1': 'success' });
  expect(proposed()).toEqual([...names].sort());
  for (const name of names) expect(github.of(name)).toHaveLength(1);
});

test('Started by hand for the canary, it goes no further.', async () => {
  expect(results(await rollOut('workflow_dispatch', { wave: 'canary' }))).toMatchObject({ Canaries: 'success' });
  expect(proposed()).toEqual([canary]);
});
