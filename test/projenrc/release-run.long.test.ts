/** The release workflow in whole, run offline by the runner of this package: what one job hands to the next, and what stops it. */
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findPin } from '../../src/github/pins';
import { addCommit } from '../../src/rehearse/github/commits';
import { SettingsHost, type JobFacts, type JobServices } from '../../src/runner/host';
import { runId, runWorkflows, type RunReport } from '../../src/runner/run-workflows';
import { readSettings } from '../../src/runner/settings';
import { ArtifactStore, standInsFor } from '../../src/runner/stand-ins';
import { asValue } from '../../src/runner/value';
import { GitRepository } from '../support/git-repository';
import { FakeGitHub } from '../support/github-api';
import { put, workspaceWith } from '../support/run-script';
import { CHANGELOG, MANIFEST } from './scripts/package';
import { Registry } from './scripts/registry';

const root = resolve(__dirname, '../..');
let github: FakeGitHub;
let registry: Registry;
let artifacts: ArtifactStore;
beforeAll(async () => {
  github = await FakeGitHub.start({ contents: 'write' });
  registry = await Registry.start();
});
afterAll(() => Promise.all([github.stop(), registry.stop()]));
beforeEach(() => {
  artifacts = new ArtifactStore();
});
afterEach(() => {
  artifacts.close();
  github.reset();
  registry.reset();
});

/** A package as small as can be, with the workflow and the scripts of this repository. */
function repository(more: Readonly<Record<string, string>> = {}): { git: GitRepository; commit: string } {
  const git = new GitRepository();
  cpSync(join(root, '.github'), join(git.folder, '.github'), { recursive: true });
  const scripts = { ...MANIFEST.scripts, lint: 'true', test: 'true' };
  put(git.folder, {
    '.nvmrc': '20\n',
    '.gitignore': 'node_modules\ndist\nsbom.cdx.json\n',
    'CHANGELOG.md': CHANGELOG,
    'package.json': JSON.stringify({ ...MANIFEST, scripts }),
    'package-lock.json': JSON.stringify({ name: MANIFEST.name, lockfileVersion: 3, packages: { '': {} } }),
    ...more,
  });
  git.git('add', '--all');
  git.git('commit', '--quiet', '--message=all');
  const commit = git.git('rev-parse', 'HEAD');
  git.git('update-ref', 'refs/remotes/origin/main', commit);
  addCommit(github.repository, { sha: commit });
  return { git, commit };
}

/** Actions that set up tools do nothing here; that which attests says what it was given. */
function actions(): Record<string, string> {
  const does = (steps: string, inputs = ''): string =>
    workspaceWith({
      'action.yml': `name: A\ndescription: B\ninputs: { ${inputs} }\nruns:\n  using: composite\n  steps: ${steps}\n`,
    });
  const at = (action: string): string => `${action}@${findPin(action).sha}`;
  const say = "[{ shell: bash, env: { S: '${{ inputs.subject-path }} ${{ inputs.sbom-path }}' }, run: 'ls $S' }]";
  const given = "subject-path: { description: a, default: '' }, sbom-path: { description: b, default: '' }";
  const setUp = ['actions/setup-node', 'actions/setup-python', 'hashicorp/setup-terraform'];
  return {
    ...Object.fromEntries(setUp.map((action) => [at(action), does('[]')])),
    [at('actions/attest')]: does(say, given),
  };
}

async function release(
  folder: string,
  sha: string,
  tag = 'v1.2.3',
  change: () => void = () => undefined,
): Promise<RunReport> {
  const environments = { release: { vars: { NPM_REGISTRY: registry.url } } };
  const settings = readSettings({ environments, actions: actions(), repository: 'acme/shop' });
  const host = new (class extends SettingsHost {
    override async openJob(job: JobFacts): Promise<JobServices> {
      if (job.displayName === 'Publish') change();
      const { env } = await super.openJob(job);
      // Only a job that may say who it is knows where.
      const knows = 'ACTIONS_ID_TOKEN_REQUEST_URL' in env;
      const identity = knows ? { ...env, ACTIONS_ID_TOKEN_REQUEST_URL: `${registry.url}/id-token?v=2` } : {};
      return { token: github.token, apiUrl: github.url, env: identity };
    }
  })(settings, ({ event, run, repository: name, root: from }) =>
    standInsFor({ root: from, repository: name, ref: event.ref, sha: event.sha }, run.id, artifacts),
  );
  // Rendering is tried by the check of this repository itself.
  const bin = workspaceWith({ 'bin/npx': '#!/bin/sh\nexit 0\n' });
  const system = { PATH: `${join(bin, 'bin')}:${process.env['PATH'] ?? ''}`, LANG: 'C.UTF-8', HOME: bin };
  const payload = asValue({ repository: { visibility: 'private' } });
  const what = { event: 'push', ref: `refs/tags/${tag}`, payload, sha, workflow: '.github/workflows/release.yml' };
  const request = { ...what, id: 'run', number: 1, startAfterSeconds: 0, actor: 'alice' };
  const reports = await runWorkflows([request], { root: folder, settings, host, system, limitMinutes: 5 }, () =>
    performance.now(),
  );
  return reports.get('run')!;
}

function results({ jobs }: RunReport): Record<string, string> {
  return Object.fromEntries([...jobs].map(([name, { result }]) => [name, result]));
}

test('a tag on main is tested, packed once, published by identity and released: everywhere the same bytes', async () => {
  const { git, commit } = repository();
  const report = await release(git.folder, commit);
  expect([report.errors, results(report)]).toEqual([
    [],
    { 'Build and test': 'success', Publish: 'success', 'GitHub release': 'success' },
  ]);
  const files = new Map(github.releases[0]?.assets.map(({ name, content }) => [name, content]));
  expect([...files.keys()].sort()).toEqual(['package.sha256', 'projen-fleet-1.2.3.tgz', 'sbom.cdx.json']);
  expect(registry.packages.get('1.2.3')).toEqual(files.get('projen-fleet-1.2.3.tgz'));
  const log = report.jobs.get('Publish')?.log.join('\n') ?? '';
  expect(log).toContain('dist/release/projen-fleet-1.2.3.tgz');
  expect(log).toContain('dist/release/sbom.cdx.json');
  expect(registry.calls.filter((call) => call.startsWith('PUT'))).toEqual(['PUT /projen-fleet secret']);
});

test('a package that is changed between the jobs is not published', async () => {
  const { git, commit } = repository();
  const report = await release(git.folder, commit, 'v1.2.3', () => {
    const folder = artifacts.folder(runId(1), 'package');
    put(folder, { 'projen-fleet-1.2.3.tgz': 'other' });
  });
  expect(results(report)).toEqual({ 'Build and test': 'success', Publish: 'failure', 'GitHub release': 'skipped' });
  expect([registry.packages.size, github.releases.length]).toEqual([0, 0]);
});

test('neither a wrong tag, nor a red test, nor a rendering that was not committed gets to the registry', async () => {
  const wrong = repository();
  const red = repository({ 'package.json': JSON.stringify({ ...MANIFEST, scripts: { lint: 'true', test: 'false' } }) });
  const stale = repository({
    'package.json': JSON.stringify({ ...MANIFEST, scripts: { postinstall: 'touch new', lint: 'true', test: 'true' } }),
  });
  const reports = [
    await release(wrong.git.folder, wrong.commit, 'v1.2.4'),
    await release(red.git.folder, red.commit),
    await release(stale.git.folder, stale.commit),
  ];
  const stopped = { 'Build and test': 'failure', Publish: 'skipped', 'GitHub release': 'skipped' };
  expect(reports.map(results)).toEqual([stopped, stopped, stopped]);
  expect(registry.calls).toEqual([]);
});
