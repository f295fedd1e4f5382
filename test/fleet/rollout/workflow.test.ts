import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { actionlint, githubParser, repositoryWith, zizmor } from '../../linters/run';
import { folderWith } from '../support/commands';

const root = resolve(__dirname, '../../..');
const path = '.github/workflows/rollout.yml';
const content = readFileSync(join(root, path), 'utf8');

interface Job {
  readonly permissions: object;
  readonly environment?: object;
  readonly steps: readonly { readonly name: string; readonly run?: string }[];
}

const { jobs, on }: { jobs: Record<string, Job>; on: object } = parse(content);

/** Runs the commands of a step as the runner does. */
function run(job: string, name: string, cwd: string, env: Record<string, string>) {
  const step = jobs[job]?.steps.find((each) => each.name === name);
  const script = join(folderWith({ 'step.sh': step?.run ?? 'exit 1' }), 'step.sh');
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'], ...env } }); // prettier-ignore
}

describe('The workflow that rolls a release out', () => {
  test('has no finding by actionlint, zizmor and the parser of GitHub.', () => {
    const folder = repositoryWith([{ path, content }]);
    expect(actionlint(folder)).toEqual({ code: 0, words: '' });
    expect(zizmor(folder).words).toMatch(/^No findings to report\./);
    expect(githubParser(folder, [path])).toEqual({ code: 0, words: '' });
  });

  test('starts with a release or by hand, and installs nothing where it holds a credential.', () => {
    expect(Object.keys(on)).toEqual(['release', 'workflow_dispatch']);
    for (const [name, job] of Object.entries(jobs)) {
      const commands = job.steps.map((step) => step.run ?? '').join('\n');
      expect(commands).not.toContain('${{');
      const installs = /\bnpm\b|\bnpx\b/.test(commands);
      expect({ name, installs, credential: job.environment !== undefined }).toEqual({ name, installs, credential: !installs }); // prettier-ignore
    }
  });

  test('lists canaries, and the others as a matrix of waves.', () => {
    const folder = folderWith();
    for (const name of ['lib', 'vendor', 'node_modules', 'package.json']) symlinkSync(join(root, name), join(folder, name)); // prettier-ignore
    const output = join(folder, 'output');
    expect(run('build', 'List the waves', folder, { GITHUB_OUTPUT: output })).toMatchObject({ status: 0, stderr: '' });
    const [canary = '', waves = ''] = readFileSync(output, 'utf8').split('\n');
    expect(canary).toBe('canary=2_bbws_tenants_instances_lambda');
    expect(JSON.parse(waves.replace('waves=', ''))).toEqual([
      {
        name: 'wave 1',
        repositories:
          '2_bbws_tenants_event_handler,2_bbws_wordpress_site_management_lambda,2_bbws_tenants_instances_dev',
      },
    ]);
  });

  test.each(['canary', 'waves'])('gives the repositories of %s to the command one by one.', (job) => {
    const folder = folderWith();
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/node'), '#!/bin/bash\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    const env = { REPOSITORIES: 'shop,bank', RUNNER_TEMP: '/tmp/x', GITHUB_STEP_SUMMARY: '/tmp/s', PATH: `${folder}/bin:${process.env['PATH'] ?? ''}` }; // prettier-ignore
    const { status, stdout } = run(job, 'Open or update the pull requests', folder, env);
    expect(status).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual(['lib/src/cli/main.js', 'pr', 'open', 'shop', 'bank']);
  });
});
