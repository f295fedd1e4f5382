// Bare repositories, a GitHub that knows their pull requests, and the command over both.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RolloutSpec } from '../../../../src/model/rollout';
import { FleetGitHub, type Pull } from '../../../support/fleet-github';
import { command, folderWith, LIBRARY, put, type Ran } from '../../support/commands';

export interface Defined {
  readonly rollout?: RolloutSpec;
  /** What is generated. @default - one workflow */
  readonly files?: Readonly<Record<string, string>>;
}

const WORKFLOW = { '.github/workflows/ci.yml': 'name: CI\n' };
const person = { GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.org', GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.org' }; // prettier-ignore

export class World {
  readonly folder = folderWith();
  private constructor(readonly github: FleetGitHub, readonly root: string) {} // prettier-ignore

  static async start(fleet: Readonly<Record<string, Defined>>): Promise<World> {
    const root = folderWith();
    mkdirSync(join(root, 'remotes'));
    const world = new World(await FleetGitHub.start(join(root, 'remotes')), root);
    for (const name of Object.keys(fleet)) world.create(name);
    world.define(fleet);
    return world;
  }

  /** Says anew what the fleet is. */
  define(fleet: Readonly<Record<string, Defined>>): void {
    const classes = Object.entries(fleet).map(([name, { rollout = {}, files = WORKFLOW }]) => {
      const options = JSON.stringify({ name, owner: 'acme', definition: `repos/${name}.ts`, rollout });
      return `class extends FleetProject { constructor(options = {}) { super({ ...${options}, ...options });
        for (const [path, text] of Object.entries(${JSON.stringify(files)})) new FleetFile(this, path, () => String(text)); } }`;
    });
    const text = `import { FleetFile, FleetProject } from '${LIBRARY}';\nexport const fleet = [${classes.join(', ')}];\n`;
    put(this.folder, { 'fleet.ts': text });
  }

  /** Who calls GitHub. */
  signedIn: Readonly<Record<string, string>> = { GITHUB_TOKEN: 'ghp_x' };

  /** `projen-fleet pr …` */
  async pr(verb: string, ...more: readonly string[]): Promise<Ran> {
    const own = verb === 'open' ? ['--clones', 'clones', '--remote', this.remote, '--pace', '0', '--poll', '0.05'] : [];
    const env = { ...process.env, ...this.signedIn, GITHUB_API_URL: this.github.url };
    return command(this.folder, ['pr', verb, '--definitions', 'fleet.ts', ...own, ...more], { env });
  }

  get remote(): string {
    return `file://${this.root}/remotes/{name}.git`;
  }

  /** The one pull request of a repository that is open. */
  open(name: string): Pull {
    const open = this.github.of(name).filter(({ state }) => state === 'open');
    if (open.length !== 1) throw new Error(`${name} has ${open.length} open pull requests.`);
    return open[0]!;
  }

  /** A commit by a person, on a branch of the remote. */
  commit(name: string, branch: string, files: Readonly<Record<string, string>>): void {
    const work = folderWith();
    const git = (...args: string[]) => execFileSync('git', args, { cwd: work, stdio: 'pipe', env: { ...process.env, ...person } }); // prettier-ignore
    git('clone', '--quiet', '--branch', branch, this.remote.replace('{name}', name), '.');
    put(work, files);
    git('add', '--all');
    git('commit', '--quiet', '--message=by hand');
    git('push', '--quiet', 'origin', branch);
  }

  private create(name: string): void {
    cpSync(template(), join(this.root, 'remotes', `${name}.git`), { recursive: true });
  }
}

const made = new Map<string, string>();

/** A bare repository with one commit, to be copied. */
export function template(files: Readonly<Record<string, string>> = {}): string {
  const known = made.get(JSON.stringify(files));
  if (known !== undefined) return known;
  const [work, bare] = [folderWith({ 'README.md': '# Shop\n', ...files }), join(folderWith(), 'template.git')];
  const git = (...args: string[]) => execFileSync('git', args, { cwd: work, stdio: 'pipe', env: { ...process.env, ...person } }); // prettier-ignore
  git('init', '--quiet', '--template=', '--initial-branch=main', '.');
  git('add', '--all');
  git('commit', '--quiet', '--message=first');
  git('clone', '--quiet', '--bare', '--template=', '.', bare);
  made.set(JSON.stringify(files), bare);
  return bare;
}
