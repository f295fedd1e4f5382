// Bundles packages as one file in vendor/, so that nobody has to install them, and writes beside it what is in it:
// `<name>.packages.json` for the bill of materials, `<name>.licenses.txt` with the words of each licence.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Makes `vendor/<name>.cjs` of an entry point. Throws where a package has no licence to show. */
export async function bundle({ name, entry, plugins = [] }) {
  const outfile = `vendor/${name}.cjs`;
  const { metafile } = await build({
    ...{ entryPoints: [entry], outfile, bundle: true, metafile: true, plugins, logLevel: 'warning' },
    ...{ platform: 'node', format: 'cjs', target: 'node20', legalComments: 'inline' },
    // The same bytes wherever node_modules really is.
    preserveSymlinks: true,
    banner: { js: `/*! Bundled packages, each with its licence: ${name}.licenses.txt */` },
  });
  const packages = packagesIn(metafile.outputs[outfile].inputs).map(readPackage);
  const listed = packages.map(({ name, version, license }) => ({ name, version, license }));
  writeFileSync(`vendor/${name}.packages.json`, `${JSON.stringify(listed, undefined, 2)}\n`);
  const texts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  writeFileSync(`vendor/${name}.licenses.txt`, texts.join(`\n${'-'.repeat(80)}\n\n`));
}

/** Folders of the packages of which something is in the output. */
function packagesIn(inputs) {
  const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = used.flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  return [...new Set(folders)].sort();
}

function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
  if (license === undefined || file === undefined)
    throw new Error(`${folder} says no licence, or brings no text of it: it cannot be bundled.`);
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8') };
}
