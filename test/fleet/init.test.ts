import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { command, definition, folderWith, holding, put, type Ran, read } from './support/commands';

const names = ['npm', 'pnpm', 'yarn'];

/** A folder with package managers that only record how they were called. */
function installers(exit = 0): string {
  const stubs = names.map((name) => [name, `#!/bin/sh\necho "$0 $*" >> called\nexit ${exit}\n`] as const);
  const folder = folderWith(Object.fromEntries(stubs));
  for (const name of names) chmodSync(join(folder, name), 0o755);
  return folder;
}

const fleet = ['--definitions', 'fleet.ts', '--module', '@acme/fleet', '--package', '^2.0.0'];

function checkout(files: Readonly<Record<string, string>> = {}): string {
  return folderWith({
    'fleet.ts': `${definition('Shop', 'shop', { 'a.yml': 'a\n' })}export const fleet = [Shop];\n`,
    ...files,
  });
}

function init(folder: string, more: readonly string[] = ['--yes'], env = { PATH: installers() }): Promise<Ran> {
  return command(folder, ['init', 'shop', ...fleet, ...more], { env });
}

/** How the package manager was called, without its folder. */
function called(folder: string): string | undefined {
  return read(folder, 'called')?.replaceAll(/^.*\//gm, '');
}

describe('init', () => {
  test('shows four new files, writes them with --yes, installs, and says what comes next.', async () => {
    const folder = checkout();
    const { code, output, questions } = await init(folder);
    expect({ code, questions }).toEqual({ code: 0, questions: [] });
    for (const path of ['.projenrc.ts', '.projen/tasks.json', 'package.json', '.gitignore']) {
      expect(output).toContain(`--- ${path}\t(new)\n+++ ${path}\t(with projen-fleet)\n`);
    }
    expect(output).toMatch(/Installing by npm …\nPrepared\. Next: npx projen plan, then npx projen\.\n$/);
    expect(read(folder, '.projenrc.ts')).toBe("import { Shop } from '@acme/fleet';\nnew Shop().synth();\n");
    expect(JSON.parse(read(folder, 'package.json') ?? '')).toEqual({
      name: 'shop',
      private: true,
      devDependencies: { projen: holding('^0.'), 'projen-fleet': '^2.0.0' },
    });
    expect(called(folder)).toBe('npm install --no-audit --no-fund\n');
  });

  test('asks first, and writes nothing without a yes.', async () => {
    const folder = checkout();
    const { code, output, questions } = await init(folder, []);
    expect({ code, questions }).toEqual({ code: 1, questions: ['Write these 4 files?'] });
    expect(output).toMatch(/Nothing was written\. Answer "y", or give --yes\.\n$/);
    expect(existsSync(join(folder, '.projenrc.ts'))).toBe(false);
    expect(called(folder)).toBeUndefined();
  });

  test('writes after a yes; one file is asked about in the singular.', async () => {
    const folder = checkout();
    await init(folder, ['--yes', '--no-install']);
    put(folder, { '.gitignore': '*.zip\n' });
    const ask = jest.fn(() => Promise.resolve(true));
    const env = { PATH: installers() };
    expect((await command(folder, ['init', 'shop', ...fleet], { ask, env })).code).toBe(0);
    expect(ask).toHaveBeenCalledWith('Write this file?');
    expect(read(folder, '.gitignore')).toBe('*.zip\nnode_modules/\n');
  });

  test('has nothing to do the second time, also where git checked out with CRLF.', async () => {
    const folder = checkout();
    await init(folder, ['--yes', '--no-install']);
    for (const path of ['.projenrc.ts', '.projen/tasks.json'])
      put(folder, { [path]: (read(folder, path) ?? '').replaceAll('\n', '\r\n') });
    const { code, output } = await init(folder, []);
    expect(code).toBe(0);
    expect(output).toMatch(/is prepared already\. Next: npx projen plan\n$/);
    expect(read(folder, '.projenrc.ts')).toContain('\r\n');
    expect(called(folder)).toBeUndefined();
  });

  test.each(['.projenrc.ts', '.projen/tasks.json'])('refuses another %s and writes nothing.', async (path) => {
    const folder = checkout({ [path]: 'another\n' });
    const { code, output, errors } = await init(folder);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain(
      `${path} exists and says something else: projen is in use here already. Merge this by hand:`,
    );
    expect(existsSync(join(folder, 'package.json'))).toBe(false);
    expect(read(folder, path)).toBe('another\n');
  });

  test('refuses a folder where a file should be.', async () => {
    const { code, errors } = await init(checkout({ 'package.json/readme': '' }));
    expect(code).toBe(1);
    expect(errors).toMatch(/^package\.json is a directory, not a .*move it away/i);
  });

  test('keeps the mode and the rest of a package.json.', async () => {
    const folder = checkout({ 'package.json': '{\n\t"type": "module"\n}' });
    chmodSync(join(folder, 'package.json'), 0o600);
    expect((await init(folder)).code).toBe(0);
    expect(read(folder, 'package.json')).toMatch(/^\{\n\t"type": "module",\n\t"devDependencies": \{[^]*\}\n\}$/);
    expect(statSync(join(folder, 'package.json')).mode & 0o777).toBe(0o600);
  });

  test('refuses a broken package.json with a sentence.', async () => {
    const { code, errors } = await init(checkout({ 'package.json': '{ "name": ' }));
    expect(code).toBe(1);
    expect(errors).toBe('package.json holds no JSON object. Repair it, then run this again.\n');
  });

  test.each([
    ['pnpm-lock.yaml', 'pnpm install\n'],
    ['yarn.lock', 'yarn install\n'],
    ['package-lock.json', 'npm install --no-audit --no-fund\n'],
  ])('installs by the package manager of %s.', async (lock, call) => {
    const folder = checkout({ [lock]: '' });
    expect((await init(folder)).code).toBe(0);
    expect(called(folder)).toBe(call);
  });

  test.each([
    ['pnpm@9.15.0', 'yarn.lock', 'pnpm install\n'],
    ['yarn@4.1.0+sha224.0', 'none', 'yarn install\n'],
    ['npm@10.9.0', 'yarn.lock', 'npm install --no-audit --no-fund\n'],
    ['bun@1.1.0', 'none', 'npm install --no-audit --no-fund\n'],
  ])('installs by what package.json names: packageManager %s, beside %s.', async (packageManager, lock, call) => {
    const folder = checkout({ 'package.json': JSON.stringify({ packageManager }), [lock]: '' });
    expect((await init(folder)).code).toBe(0);
    expect(called(folder)).toBe(call);
  });

  test('tells when the installation failed, and that the files are written.', async () => {
    const folder = checkout();
    const { code, errors } = await init(folder, ['--yes'], { PATH: installers(3) });
    expect({ code, errors }).toEqual({
      code: 1,
      errors: 'npm install failed. The files are written; run it again yourself.\n',
    });
    expect(existsSync(join(folder, '.projenrc.ts'))).toBe(true);
  });

  test('tells when there is no such package manager.', async () => {
    const { code, errors } = await init(checkout({ 'pnpm-lock.yaml': '' }), ['--yes'], { PATH: folderWith() });
    expect(code).toBe(1);
    expect(errors).toMatch(/^pnpm install failed: .*ENOENT.*\. The files are written; run it again yourself\.\n$/);
  });

  test('names the repositories that there are when it does not know one.', async () => {
    const { code, errors } = await command(checkout(), ['init', 'bank', ...fleet]);
    expect({ code, errors }).toEqual({ code: 1, errors: 'The fleet has no "bank". It has shop.\n' });
  });

  test('prepares a repository of this fleet for the definitions of this package.', async () => {
    const folder = folderWith();
    const argv = ['init', '2_bbws_tenants_event_handler', '--yes', '--no-install'];
    expect((await command(folder, argv)).code).toBe(0);
    expect(read(folder, '.projenrc.ts')).toBe(
      "import { TenantsEventHandler } from 'projen-fleet/repos';\nnew TenantsEventHandler().synth();\n",
    );
  });
});
