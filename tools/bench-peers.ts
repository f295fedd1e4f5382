// What the benchmark measures: this package in a prepared checkout, and each peer set up to emit the same files.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(__dirname, '..');
const cache = join(root, '.tools/bench');
const REPOSITORY = '2_bbws_tenants_event_handler';

/** A command and the folder it runs in. */
export interface Contender {
  readonly cwd: string;
  readonly command: string;
  readonly args: readonly string[];
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  const env = {
    ...process.env,
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_prefer_offline: 'true',
  };
  execFileSync(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Installs something once below `.tools/bench`; a stamp says that it was finished, and from what. */
export function once(name: string, recipe: string, install: (folder: string) => void): string {
  const folder = join(cache, name);
  const stamp = join(folder, 'stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === recipe) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  process.stderr.write(`Setting up ${name} …\n`);
  install(folder);
  writeFileSync(stamp, recipe);
  return folder;
}

/** A checkout of the event handler, prepared by `init`, in which everything is written. */
export function prepareOurs(): { viaNpx: Contender; direct: Contender; rendered: string } {
  const folder = join(cache, 'ours');
  rmSync(folder, { recursive: true, force: true });
  const [cwd, tool] = [join(folder, 'checkout'), join(folder, 'tool')];
  cpSync(join(root, 'test/targets', REPOSITORY), cwd, { recursive: true });
  mkdirSync(tool);
  run(root, 'npm', 'pack', '--silent', '--pack-destination', folder);
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  writeFileSync(join(tool, 'package.json'), '{ "private": true }\n');
  run(tool, 'npm', 'install', tarball);
  const cli = 'node_modules/.bin/projen-fleet';
  run(cwd, join(tool, cli), 'init', REPOSITORY, '--yes', '--package', `file:${tarball}`);
  run(cwd, 'npx', 'projen');
  const rendered = join(root, 'repos/rendered', REPOSITORY);
  const direct = { cwd, command: join(cwd, cli), args: ['apply'] };
  return { viaNpx: { cwd, command: 'npx', args: ['projen'] }, direct, rendered };
}

const PROJENRC = `import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { Project, TextFile, typescript } from 'projen';

const project = new Project({ name: 'peer' });
new typescript.ProjenrcTs(project, { tsconfigFileName: 'tsconfig.dev.json' });
for (const name of readdirSync('texts', { recursive: true, encoding: 'utf8' })) {
  const path = join('texts', name);
  if (!statSync(path).isFile()) continue;
  const lines = readFileSync(path, 'utf8').split('\\n');
  new TextFile(project, name, { lines, executable: (statSync(path).mode & 0o100) !== 0, marker: false });
}
project.synth();
`;

/** A projen project as \`projen new\` makes it, run by ts-node, that emits these texts. */
export function prepareProjen(rendered: string): Contender {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'node_modules/projen/package.json'), 'utf8'));
  const version = String(typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : '');
  const devDependencies = {
    projen: version,
    constructs: '^10',
    typescript: '~5.9',
    'ts-node': '^10',
    '@types/node': '^20',
  };
  const recipe = JSON.stringify({ private: true, devDependencies });
  const cwd = once('projen', recipe, (folder) => {
    writeFileSync(join(folder, 'package.json'), recipe);
    run(folder, 'npm', 'install');
  });
  for (const entry of readdirSync(cwd))
    if (!['node_modules', 'package.json', 'package-lock.json', 'stamp'].includes(entry))
      rmSync(join(cwd, entry), { recursive: true });
  copyTexts(rendered, join(cwd, 'texts'));
  writeFileSync(join(cwd, '.projenrc.ts'), PROJENRC);
  writeFileSync(
    join(cwd, 'tsconfig.dev.json'),
    '{ "compilerOptions": { "module": "CommonJS", "esModuleInterop": true } }\n',
  );
  run(cwd, 'npx', 'ts-node', '--project', 'tsconfig.dev.json', '.projenrc.ts');
  return { cwd, command: 'npx', args: ['projen'] };
}

/** A virtual environment with one program in it. */
function venvWith(name: string, requirement: string): string {
  return once(name, requirement, (folder) => {
    run(folder, join(root, '.tools/bin/python'), '-m', 'venv', '.');
    run(folder, join(folder, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', requirement);
  });
}

/** Folder of a virtual environment with all-repos. */
export function allRepos(): string {
  return venvWith('all-repos', 'all-repos==1.*');
}

/** copier with these texts as its template, in a folder that it has filled before. */
export function prepareCopier(rendered: string): Contender {
  const venv = venvWith('copier', 'copier==9.*');
  const cwd = join(cache, 'copied');
  rmSync(cwd, { recursive: true, force: true });
  copyTexts(rendered, join(cwd, 'template'));
  const contender = {
    cwd,
    command: join(venv, 'bin/copier'),
    args: ['copy', '--force', '--quiet', 'template', 'target'],
  };
  run(cwd, contender.command, ...contender.args);
  return contender;
}

/** All of a rendering but the manifest, which is no text of it. */
function copyTexts(rendered: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(rendered, target, { recursive: true, filter: (path) => !path.endsWith('/.projen') });
}
