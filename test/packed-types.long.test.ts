/** What TypeScript and bundlers make of the packed file, whatever way they resolve it. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { binary, execute, packPackage, write, type PackedPackage } from './support/packed-package';

const root = resolve(__dirname, '..');
let packed: PackedPackage;

jest.setTimeout(600_000);
beforeAll(async () => {
  packed = await packPackage();
});
afterAll(() => {
  rmSync(packed.folder, { recursive: true, force: true });
});

test('It has types and entry points that are right for every way to resolve them.', async () => {
  expect(await execute(root, binary(root, 'attw'), packed.tarball, '--no-emoji', '--no-color')).toMatchObject({
    code: 0,
    output: expect.stringMatching(/No problems found/),
  });
  const linted = await execute(root, binary(root, 'publint'), packed.tarball, '--strict');
  expect(linted).toEqual({ code: 0, output: expect.stringMatching(/All good!\n$/) });
});

const DEFINITION = `import { LambdaRepo } from 'projen-fleet';
import { platform } from 'projen-fleet/repos';

export class ShopOrders extends LambdaRepo {
  constructor() {
    super({ name: 'shop_orders', platform, python: { coverageFloor: 70 } });
  }
}
`;

test.each([
  ['node16', 'node16', 'commonjs'],
  ['node16', 'node16', 'module'],
  ['esnext', 'bundler', 'module'],
])('A definition compiles with module %s, resolution %s, in a package of type %s.', async (...each) => {
  const [module, resolution, type] = each;
  const folder = mkdtempSync(join(packed.folder, 'shop-'));
  symlinkSync(join(packed.tool, 'node_modules'), join(folder, 'node_modules'));
  write(folder, 'package.json', `{ "private": true, "type": "${type}" }\n`);
  write(folder, 'shop.ts', DEFINITION);
  const from = type === 'module' ? './shop.js' : './shop';
  write(folder, '.projenrc.ts', `import { ShopOrders } from '${from}';\n\nnew ShopOrders().synth();\n`);
  const options = ['--strict', '--target', 'es2022', '--module', module, '--moduleResolution', resolution];
  const files = ['--noEmit', 'shop.ts', '.projenrc.ts'];
  expect(await execute(folder, binary(root, 'tsc'), ...options, ...files)).toEqual({ code: 0, output: '' });
});
