// npx tsx tools/bundle-tenant-config.ts: writes the check of tenants as one readable file, which repositories get.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = resolve(__dirname, '..');
export const ASSET = resolve(root, 'src/tenants/tenant-config.cjs.txt');

/** esbuild keeps only comments that look like licences: while it works, all of ours do. */
const keepComments: Plugin = {
  name: 'keep-comments',
  setup(bundle) {
    bundle.onLoad({ filter: /src\/.*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      return { contents: text.replace(/^( *)\/\*\*/gm, '$1/*!').replace(/^( *)\/\/ /gm, '$1//! '), loader: 'ts' };
    });
  },
};

/** The check and all that it imports, as plain JavaScript: names, order and comments are those of `src/tenants`. */
export async function bundleTenantConfig(): Promise<string> {
  const { outputFiles } = await build({
    ...{ absWorkingDir: root, entryPoints: ['src/cli/tenant-config-main.ts'], bundle: true, write: false },
    ...{ platform: 'node', format: 'cjs', target: 'node20', charset: 'utf8', legalComments: 'inline' },
    plugins: [keepComments],
  });
  return (
    (outputFiles[0]?.text ?? '')
      .replace(/^( *)\/\*!/gm, '$1/**')
      .replace(/^( *)\/\/! /gm, '$1// ')
      .replace(/([^\n])\n(\/\*\*|(?:async )?function|var \w+ = class)/g, '$1\n\n$2')
      .replace(/\*\/\n\n(function|var)/g, '*/\n$1')
      // What docstrings of types leave, when the types are gone.
      .replace(/\n\/\*\*(?:(?!\*\/)[^])*\*\/\n(?=\n)/g, '')
  );
}

if (require.main === module)
  void bundleTenantConfig().then((text) => {
    writeFileSync(ASSET, text);
  });
