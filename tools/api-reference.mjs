// Writes docs/api/README.md, the reference of what the package exports, from its docstrings. Nothing is written twice:
// .tools/api-reference tells what the page was made of, and what it was.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { digestOf, sourceFiles } from './sources.mjs';

const page = 'docs/api/README.md';
const stamp = '.tools/api-reference';
const inputs = ['tsconfig.json', 'package-lock.json', 'tools/api-reference.mjs'];

const tables = ['parameters', 'interfaceProperties', 'classProperties', 'typeAliasProperties', 'propertyMembers'];

async function write() {
  const { Application } = await import('typedoc');
  const app = await Application.bootstrapWithPlugins({
    ...{ entryPoints: ['src/index.ts'], tsconfig: 'tsconfig.json', plugin: ['typedoc-plugin-markdown'] },
    // The compiler has its own word in the lint; what is not exported is named, not explained.
    ...{ skipErrorChecking: true, validation: false, logLevel: 'Warn' },
    ...{ excludeExternals: true, excludePrivate: true, excludeProtected: true, excludeInternal: true },
    ...{
      name: 'API reference',
      readme: 'none',
      router: 'module',
      disableSources: true,
      hideGenerator: true,
      out: 'docs/api',
    },
    ...{ hideBreadcrumbs: true, hidePageHeader: true, useCodeBlocks: true },
    ...Object.fromEntries(tables.map((what) => [`${what}Format`, 'table'])),
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('typedoc could not read src/index.ts: run npm run lint, it says more.');
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('Mend what typedoc says above.');
}

const made = () => digestOf([...sourceFiles(), ...inputs, page]);
if (!existsSync(page) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== made()) {
  await write();
  mkdirSync('.tools', { recursive: true });
  writeFileSync(stamp, made());
}
