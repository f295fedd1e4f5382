// all-repos on many local repositories: it clones them, copies the files into each, commits, pushes and asks for a pull
// request, in its own way.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fixer as its documentation shows them; the copy is plain, so that no template engine is measured. */
const FIXER = `import argparse, os, shutil, subprocess
from all_repos import autofix_lib


def find(config):
    return [os.path.join(config.output_dir, name) for name in config.get_cloned_repos()]


def copy():
    shutil.copytree(os.environ['TEMPLATE'], '.', dirs_exist_ok=True)
    subprocess.check_call(('git', 'add', '--all'))


def main():
    parser = argparse.ArgumentParser()
    autofix_lib.add_fixer_args(parser)
    repos, config, commit, settings = autofix_lib.from_cli(
        parser.parse_args(), find_repos=find, msg='update', branch_name='update')
    autofix_lib.fix(repos, apply_fix=copy, config=config, commit=commit, autofix_settings=settings)


if __name__ == '__main__':
    main()
`;

export interface AllRepos {
  /** Folder of its virtual environment. */
  readonly venv: string;
  readonly folder: string;
  readonly names: readonly string[];
  /** URL of GitHub's API. */
  readonly api: string;
  readonly template: string;
  readonly atOnce: number;
}

/** Writes its settings, and gives the command and variables that bring the change to all of them. */
export function prepareAllRepos(options: AllRepos): { script: string; env: Record<string, string> } {
  const { venv, folder, names, api, template, atOnce } = options;
  const settings = {
    ...{ output_dir: 'all-repos', source: 'all_repos.source.json_file', source_settings: { filename: 'shops.json' } },
    push: 'all_repos.push.github_pull_request',
    push_settings: { username: 'ann', base_url: api, api_key_env: 'ALL_REPOS_KEY' },
  };
  // It reads owner and name behind the last colon of the address; git makes a path of that.
  const remotes = Object.fromEntries(names.map((name) => [name, `remotes:acme/${name}`]));
  writeFileSync(join(folder, 'all-repos.json'), JSON.stringify(settings));
  chmodSync(join(folder, 'all-repos.json'), 0o600);
  writeFileSync(join(folder, 'shops.json'), JSON.stringify(remotes));
  writeFileSync(join(folder, 'fixer.py'), FIXER);
  const paths = { KEY_0: `url.file://${folder}/remotes/.insteadOf`, VALUE_0: 'remotes:acme/' };
  const git = Object.fromEntries(Object.entries(paths).map(([key, value]) => [`GIT_CONFIG_${key}`, value]));
  return {
    env: { ...git, GIT_CONFIG_COUNT: '1', TEMPLATE: template, ALL_REPOS_KEY: 'x' },
    // It tells all that Git says.
    script: `set -e; exec > all-repos.log 2>&1
'${venv}/bin/all-repos-clone' -C all-repos.json --jobs ${atOnce}
'${venv}/bin/python' fixer.py -C all-repos.json --jobs ${atOnce}`,
  };
}
