import type { javascript } from 'projen';

/** Libraries that people install with the package: each has its reason in the README. */
export const DEPENDENCIES = [
  ...['constructs@^10.8.1', 'projen@^0.103.25', 'yaml@^2.9.1'],
  ...['commander@^14.0.3', 'diff@^9.0.0', 'jiti@^2.7.0', 'jsonc-parser@^3.3.1'],
];

export const DEV_DEPENDENCIES = [
  ...['typescript@~5.9.3', 'tsx@^4', '@types/node@^20', '@types/jest@^30', '@jest/test-sequencer@^30'],
  ...['jest@^30', 'ts-jest@^29', 'fast-check@^4'],
  // What GitHub answers: types only, so nothing of it is in the package.
  '@octokit/openapi-types@29.0.1',
  // Bundled into vendor/, so nobody has to install them.
  ...['@actions/workflow-parser@0.3.61', '@actions/expressions@0.3.61', 'esbuild@^0.28'],
  ...['@octokit/core@^7', '@octokit/plugin-paginate-rest@^16', '@octokit/plugin-retry@^8'],
  ...['@octokit/plugin-throttling@^11', '@octokit/auth-app@^8'],
  // The page of the report is looked at in Chromium; the last versions of both for Node 20.
  ...['@sparticuz/chromium@147.0.0', 'puppeteer-core@^24', 'axe-core@^4'],
  // What a consumer's TypeScript and bundler make of the packed file; the API reference.
  ...['publint@^0.3', '@arethetypeswrong/cli@^0.18', 'typedoc@^0.28', 'typedoc-plugin-markdown@^4'],
  ...['eslint@^10', 'typescript-eslint@^8', 'eslint-plugin-import-x@^4', 'prettier@^3'],
];

/** Entry points, and what a published package holds. */
export function addPackageSettings(project: javascript.NodeProject): void {
  project.package.addField('publishConfig', { access: 'restricted' }); // account ids are not for a public registry
  project.package.addField('type', 'commonjs');
  project.package.addField('types', 'lib/src/index.d.ts');
  project.package.addField('exports', {
    '.': { types: './lib/src/index.d.ts', default: './lib/src/index.js' },
    './repos': { types: './lib/repos/index.d.ts', default: './lib/repos/index.js' },
    './package.json': './package.json',
  });
  // GitHub's own parser and expressions, and its API client, as tools/bundle-*.mjs bundle them.
  project.package.addField('imports', {
    '#github-language': './vendor/github-language.cjs',
    '#octokit': './vendor/octokit.cjs',
  });
  // 1.13.0 was published without its builds for most platforms, which npm ci refuses.
  project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });
  // For TypeScript that resolves as Node 10 did, which knows no exports.
  project.package.addField('typesVersions', { '*': { repos: ['lib/repos/index.d.ts'] } });
  project.package.addField('files', [
    'lib',
    '!lib/.sources',
    'vendor',
    'tools/{setup,install,lock,needs,say,uv}.mjs',
    'tools/requirements.txt',
    'tools/actionlint',
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'sbom.cdx.json',
  ]);
  project.package.setScript('prepack', 'node tools/build.mjs && node tools/sbom.mjs');
  // The lock file names no registry host, so it works with whatever registry a machine is set up for.
  project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
}
