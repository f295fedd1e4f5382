import { javascript, ProjenrcFile, TextFile } from 'projen';

class Projenrc extends ProjenrcFile {
  readonly filePath = '.projenrc.ts';
}

const dev = ['@types/jest@^30', '@types/node@^20', 'eslint@^10', 'eslint-plugin-import-x@^4', 'fast-check@^4', 'jest@^30'];
const devTypescript = ['prettier@^3', 'ts-jest@^29', 'tsx@^4', 'typescript@~5.9.3', 'typescript-eslint@^8'];

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
  bin: { 'projen-fleet': 'lib/src/main.js' },
  deps: ['constructs@^10.8.1', 'projen@^0.103.25', 'yaml@^2.9.1', 'commander@^14.0.3', 'diff@^9.0.0', 'jiti@^2.7.0'],
  devDeps: [...dev, ...devTypescript],
  ...{ github: false, jest: false, prettier: false, depsUpgrade: false, npmignoreEnabled: false, projenDevDependency: false },
  ...{ release: false, package: false, projenrcJs: false, entrypoint: 'lib/src/index.js' },
  gitignore: ['/lib/', '/.tools/', '/coverage/', '/dist/', '*.tgz', '__pycache__/'],
});
project.package.addField('publishConfig', { access: 'restricted' }); // account ids are not for a public registry
project.package.addField('types', 'lib/src/index.d.ts');
project.package.addField('exports', {
  '.': { types: './lib/src/index.d.ts', default: './lib/src/index.js' },
  './repos': { types: './lib/repos/index.d.ts', default: './lib/repos/index.js' },
  './package.json': './package.json',
});
project.package.addField('files', ['lib', 'LICENSE', 'README.md']);
// The lock file names no registry host, so it works with whatever registry a machine is set up for.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

const strict = { strict: true, noUncheckedIndexedAccess: true, noImplicitOverride: true, noUnusedLocals: true, noUnusedParameters: true };
const compilerOptions = { ...strict, target: 'ES2022', lib: ['ES2023'], module: 'CommonJS', types: ['node', 'jest'] };
const interop = { esModuleInterop: true, resolveJsonModule: true, skipLibCheck: true };
new javascript.TypescriptConfig(project, {
  fileName: 'tsconfig.json',
  include: ['src/**/*.ts', 'src/**/*.json', 'repos/*.ts'],
  compilerOptions: { ...compilerOptions, ...interop, types: ['node'], rootDir: '.', outDir: 'lib', declaration: true },
});
new javascript.TypescriptConfig(project, {
  fileName: 'tsconfig.dev.json',
  include: ['.projenrc.ts', 'src/**/*.ts', 'src/**/*.json', 'repos/*.ts', 'test/**/*.ts'],
  exclude: ['node_modules', 'test/targets'],
  compilerOptions: { ...compilerOptions, ...interop, noEmit: true },
});
new Projenrc(project);
new TextFile(project, '.nvmrc', { lines: ['20'] });

project.defaultTask?.exec('tsx .projenrc.ts');
project.compileTask.exec('node tools/build.mjs');
project.addTask('lint', { exec: 'tsc -p tsconfig.dev.json && eslint . && prettier --check .' });
project.testTask.exec('node tools/setup.mjs', { name: 'tools' });
project.testTask.spawn(project.compileTask);
project.testTask.exec('jest', { receiveArgs: true });
project.synth();
