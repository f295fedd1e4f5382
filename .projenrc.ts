import { join } from 'node:path';
import { javascript, ProjenrcFile, TextFile } from 'projen';
import { addCi } from './projenrc/ci';
import { addDocs } from './projenrc/docs';
import { addPackageSettings, DEPENDENCIES, DEV_DEPENDENCIES, VERSION } from './projenrc/package-settings';
import { addPins } from './projenrc/pins';
import { addRelease } from './projenrc/release';
import { addRollout } from './projenrc/rollout';
import { addTypeScript } from './projenrc/typescript-settings';
import { fleet } from './repos';
import { renderFleet } from './src/fleet/render-fleet';

class Projenrc extends ProjenrcFile {
  readonly filePath = '.projenrc.ts';
}

const project = new javascript.NodeProject({
  name: 'projen-fleet',
  description: 'Safe delivery workflows for a fleet of repositories: generated, executed in tests, verified.',
  authorName: 'The projen-fleet authors',
  license: 'Apache-2.0',
  copyrightOwner: 'The projen-fleet authors',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',
  projenVersion: '0.103.25',
  entrypoint: 'lib/src/index.js',
  bin: { 'projen-fleet': 'lib/src/cli/main.js' },
  deps: DEPENDENCIES,
  devDeps: DEV_DEPENDENCIES,
  ...{ projenrcJs: false, projenDevDependency: false, depsUpgrade: false, github: false, jest: false, prettier: false },
  ...{ npmignoreEnabled: false, package: false, release: false },
  gitignore: ['/lib/', '/vendor/', '/.tools/', '/coverage/', '/dist/', '*.tgz', '/sbom.cdx.json', '__pycache__/'],
});
new Projenrc(project);
new TextFile(project, '.nvmrc', { lines: ['20'] });
for (const add of [addPackageSettings, addTypeScript, addCi, addPins, addRelease, addRollout]) add(project);
addDocs(project, join(__dirname, 'repos/rendered'));

project.defaultTask?.exec('node tools/bundle-github-language.mjs');
project.defaultTask?.exec('node tools/bundle-octokit.mjs');
project.defaultTask?.exec('tsx .projenrc.ts');
project.defaultTask?.exec('node tools/api-reference.mjs');
project.compileTask.exec('node tools/build.mjs');
project.addTask('lint', { exec: 'tsc -p tsconfig.dev.json && eslint . && prettier --check .' });
project.addTask('mutate', { exec: 'tsx tools/mutate.ts', receiveArgs: true });
project.addTask('bench', { exec: 'node tools/build.mjs && tsx tools/bench.ts', receiveArgs: true });
project.addTask('bench:rollout', { exec: 'node tools/build.mjs && tsx tools/bench-rollout.ts' });
project.testTask.exec('node tools/prepare.mjs', { name: 'tools and compile' });
project.testTask.exec('jest --coverage', { receiveArgs: true });
const full = project.addTask('test:full', {
  description: 'The tests, every story, and the benchmark beside its peers',
});
full.spawn(project.testTask);
full.exec('jest --testPathIgnorePatterns node_modules test/targets --testPathPatterns long.test');
full.exec('node lib/src/cli/main.js rehearse');
full.exec('tsx tools/bench.ts');

project.synth();
renderFleet(fleet, join(__dirname, 'repos/rendered'), { pid: process.pid, version: VERSION });
