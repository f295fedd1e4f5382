import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '../../support/git-repository';
import { runScript, workspaceWith } from '../../support/run-script';

const CODE = 'variable "a" {}\n';
/** Two tenants with the same code, one with its own, and a module in a module. */
const FLEET = {
  'tenants/acme/main.tf': CODE,
  'tenants/acme/dev.tfvars': 'a = 1\n',
  'tenants/beta/main.tf': CODE,
  'tenants/beta/dev.tfvars': 'a = 2\n',
  'tenants/zeta/main.tf': `${CODE}# its own\n`,
  'tenants/zeta/terraform.tfvars': 'a = 3\n',
  'modules/site/main.tf': CODE,
  'modules/site/disk/main.tf': `${CODE}# disk\n`,
  'README.md': '# Tenants',
};

interface Found {
  readonly code: number;
  readonly count: string | undefined;
  readonly folders: string[];
  readonly files: string[];
}

async function find(
  change: Record<string, string | null>,
  base?: string,
  fleet: Record<string, string> = FLEET,
): Promise<Found> {
  const repository = new GitRepository();
  const before = repository.commit(fleet);
  repository.commit(change);
  const temp = workspaceWith();
  const env = { BASE: base ?? before, TENANTS: 'tenants', MODULES: 'modules' };
  const { code, outputs } = await runScript('find-changed', {
    workspace: repository.folder,
    env,
    runner: { RUNNER_TEMP: temp },
  });
  const listed = (name: string): string[] => readFileSync(join(temp, name), 'utf8').split('\0').slice(0, -1);
  return { code, count: outputs['folders'], folders: listed('changed-folders'), files: listed('changed-files') };
}

const ALL = ['modules/site', 'modules/site/disk', 'tenants/acme', 'tenants/zeta'];

test.each<[string, Record<string, string | null>, string[], string[]]>([
  ['documents take nothing', { 'README.md': '# More' }, [], []],
  [
    'values of a tenant take its folder',
    { 'tenants/beta/dev.tfvars': 'a = 4\n' },
    ['tenants/beta'],
    ['tenants/beta/dev.tfvars'],
  ],
  [
    'of tenants with the same code one is taken, and the form of all is looked at',
    { 'tenants/beta/dev.tfvars': 'a = 4\n', 'tenants/acme/dev.tfvars': 'a = 5\n' },
    ['tenants/acme'],
    ['tenants/acme/dev.tfvars', 'tenants/beta/dev.tfvars'],
  ],
  [
    'a module takes itself, and all tenants with it',
    { 'modules/site/main.tf': `${CODE}# new\n` },
    ['modules/site', 'tenants/acme', 'tenants/zeta'],
    ['modules/site/main.tf'],
  ],
  [
    'a module in a module takes that around it',
    { 'modules/site/disk/main.tf': `${CODE}# new\n` },
    ALL,
    ['modules/site/disk/main.tf'],
  ],
  [
    'a template in a module counts as the module',
    { 'modules/site/task.json': '{}' },
    ['modules/site', 'tenants/acme', 'tenants/zeta'],
    [],
  ],
  [
    'a tenant that is gone takes nothing',
    { 'tenants/zeta/main.tf': null, 'tenants/zeta/terraform.tfvars': null },
    [],
    [],
  ],
  ['a new tenant is taken', { 'tenants/nova/main.tf': `${CODE}# nova\n` }, ['tenants/nova'], ['tenants/nova/main.tf']],
  [
    'names that a shell would read stay names',
    { 'tenants/$(touch pwned) x/main.tf': `${CODE}# y\n` },
    ['tenants/$(touch pwned) x'],
    ['tenants/$(touch pwned) x/main.tf'],
  ],
])('%s', async (_, change, folders, files) => {
  expect(await find(change)).toEqual({ code: 0, count: String(folders.length), folders, files });
});

test.each(['', '0000000000000000000000000000000000000000', 'no commit'])(
  'everything is taken where the commit to compare with is "%s"',
  async (base) => {
    const { folders, files } = await find({}, base);
    expect(folders).toEqual(ALL);
    expect(files).toHaveLength(8);
  },
);

test('a repository without tenants is no failure', async () => {
  const found = await find({}, '', { 'README.md': '#' });
  expect(found).toEqual({ code: 0, count: '0', folders: [], files: [] });
});

test.each(['ls-files --stage', 'ls-files -z', 'diff'])(
  'what "git %s" does not tell is not taken for unchanged',
  async (call) => {
    const repository = new GitRepository();
    const base = repository.commit(FLEET);
    const git = `#!/bin/sh
case "$*" in *"${call}"*) echo 'fatal: detected dubious ownership' >&2; exit 128 ;; esac
PATH=\${PATH#*:} exec git "$@"
`;
    const { code, outputs } = await runScript('find-changed', {
      workspace: repository.folder,
      env: { BASE: call === 'diff' ? base : '', TENANTS: 'tenants', MODULES: 'modules' },
      programs: { git },
      runner: { RUNNER_TEMP: workspaceWith() },
    });
    expect(code).toBe(128);
    expect(outputs['folders']).toBeUndefined();
  },
);
