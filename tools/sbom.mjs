// npm pack runs this: writes sbom.cdx.json (CycloneDX), the bill of materials of what people install and of what is
// bundled into vendor/. The versions are those of the lock file, with which everything is tested.
// env: SOURCE_DATE_EPOCH  when the packed commit was made, in seconds; without it the bill has no time. It never has the clock's.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * What npm says of the package without its development dependencies. They are taken out beforehand: `npm sbom --omit dev`
 * would also leave out what development and people both need (npm 11.19: `yaml`, `jiti`).
 */
function installed({ devDependencies: _, ...manifest }) {
  const lock = readJson('package-lock.json');
  const { '': root, ...others } = lock.packages;
  const kept = Object.fromEntries(Object.entries(others).filter(([, { dev }]) => dev !== true));
  const packages = { '': { ...root, devDependencies: undefined }, ...kept };
  const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
  const cwd = join(folder, manifest.name); // npm takes the name from the folder
  try {
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(cwd, 'package-lock.json'), JSON.stringify({ ...lock, packages }));
    const flags = ['--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
    return JSON.parse(execFileSync('npm', ['sbom', ...flags], { cwd, encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is in each bundle. One that does not tell it fails. */
function bundled() {
  return readdirSync('vendor')
    .filter((file) => file.endsWith('.cjs'))
    .sort()
    .flatMap((file) => {
      const list = `vendor/${file.replace(/cjs$/, 'packages.json')}`;
      if (!existsSync(list)) throw new Error(`vendor/${file} has no ${list}: bundle it by tools/bundle.mjs.`);
      return readJson(list).map((each) => component(`vendor/${file}`, each));
    });
}

function component(bundle, { name, version, license }) {
  const properties = [
    { name: 'cdx:npm:package:bundled', value: 'true' },
    { name: 'cdx:npm:package:path', value: bundle },
  ];
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const what = { type: 'library', name, version, scope: 'required', purl, properties };
  const licenses = [license.includes(' ') ? { expression: license } : { license: { id: license } }];
  return { 'bom-ref': `${bundle}#${name}@${version}`, ...what, licenses };
}

/** Neither a number by chance, nor the clock, nor the version of npm: the same sources give the same bytes. */
function billOfMaterials(epoch) {
  const { serialNumber: _, metadata, components, dependencies, ...rest } = installed(readJson('package.json'));
  const parts = bundled();
  const refs = parts.map((part) => part['bom-ref']);
  const root = metadata.component['bom-ref'];
  const timestamp = epoch === undefined ? undefined : new Date(Number(epoch) * 1000).toISOString();
  return {
    ...rest,
    metadata: { timestamp, component: metadata.component },
    components: [...components, ...parts],
    dependencies: [
      ...dependencies.map((each) => (each.ref === root ? { ...each, dependsOn: [...each.dependsOn, ...refs] } : each)),
      ...refs.map((ref) => ({ ref, dependsOn: [] })),
    ],
  };
}

const bill = billOfMaterials(process.env.SOURCE_DATE_EPOCH);
writeFileSync('sbom.cdx.json', `${JSON.stringify(bill, undefined, 2)}\n`);
