// Bundles GitHub's own packages into vendor/, one file for its parser and expressions, one for its API client: what uses
// them needs them, compiled or not.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { fixes } from './github-language-fixes.mjs';

/** Applies the fixes while the packages are bundled. */
const fixing = {
  name: 'fixes',
  setup({ onLoad, onEnd }) {
    const open = new Set(fixes);
    onLoad({ filter: /@actions.*\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const fix of fixes.filter(({ file }) => file.test(path))) {
        if (contents.split(fix.from).length !== 2) throw new Error(`${path} has not once: ${fix.from}`);
        contents = contents.replace(fix.from, () => fix.to);
        open.delete(fix);
      }
      return { contents };
    });
    onEnd(() => {
      if (open.size > 0) throw new Error(`Not applied: ${[...open].map(({ from }) => from).join(' ')}`);
    });
  },
};

/** One file in vendor/ of what an entry point exports, with the licence of the packages that it names. */
async function bundle(name, packages, plugins) {
  const license = readFileSync(`node_modules/${packages[0]}/LICENSE`, 'utf8');
  await build({
    entryPoints: [`tools/${name}.mjs`],
    outfile: `vendor/${name}.cjs`,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    legalComments: 'inline',
    banner: { js: `/*! ${packages.join(', ')}\n${license}*/` },
    plugins,
    logLevel: 'warning',
  });
}

await bundle('github-language', ['@actions/workflow-parser', '@actions/expressions'], [fixing]);
await bundle(
  'octokit',
  ['@octokit/core', '@octokit/auth-app', '@octokit/plugin-throttling', '@octokit/plugin-retry'],
  [],
);
