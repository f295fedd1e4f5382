import { join } from 'node:path';
import { renderFleet } from '../../src/fleet/render-fleet';
import { FleetFile } from '../../src/project/fleet-file';
import { FleetProject } from '../../src/project/fleet-project';
import { newFolder, put, treeOf } from '../managed/support/tree';

function repository(name: string, text: string): new (options?: { outdir?: string }) => FleetProject {
  return class extends FleetProject {
    constructor(options: { outdir?: string } = {}) {
      super({ name, definition: `repos/${name}.ts`, ...options });
      new FleetFile(this, 'deep/er/deploy.yml', () => text);
    }
  };
}

const shop = repository('shop', 'shop\n');
const bank = repository('bank', 'bank\n');

describe('renderFleet', () => {
  test('Each repository gets a folder with its files and their manifest, and nothing else is written.', () => {
    const folder = join(newFolder(), 'rendered');
    expect(renderFleet([shop, bank], folder, { pid: process.pid, version: '1.2.3' })).toEqual(['shop', 'bank']);
    const tree = treeOf(folder);
    expect(Object.keys(tree).filter((path) => !path.endsWith('/'))).toEqual([
      'bank/.projen/managed.sha256',
      'bank/deep/er/deploy.yml',
      'shop/.projen/managed.sha256',
      'shop/deep/er/deploy.yml',
    ]);
    expect(tree['shop/deep/er/deploy.yml']).toBe('shop\n');
  });

  test('Rendering twice gives no change.', () => {
    const folder = join(newFolder(), 'rendered');
    renderFleet([shop, bank], folder, { pid: process.pid, version: '1.2.3' });
    const before = treeOf(folder);
    renderFleet([shop, bank], folder, { pid: process.pid, version: '1.2.3' });
    expect(treeOf(folder)).toEqual(before);
  });

  test('The folder of a repository that is no longer in the fleet goes; a file beside the folders stays.', () => {
    const folder = join(newFolder(), 'rendered');
    renderFleet([shop, bank], folder, { pid: process.pid, version: '1.2.3' });
    put(folder, { 'README.md': 'about\n' });
    renderFleet([bank], folder, { pid: process.pid, version: '1.2.3' });
    expect(Object.keys(treeOf(folder))).not.toContain('shop/');
    expect(treeOf(folder)).toMatchObject({ 'README.md': 'about\n', 'bank/deep/er/deploy.yml': 'bank\n' });
  });

  test('Two definitions of one name are refused before anything is written.', () => {
    const folder = newFolder();
    expect(() => renderFleet([shop, shop], join(folder, 'rendered'), { pid: process.pid, version: '1.2.3' })).toThrow(
      'The fleet has two definitions of "shop". Remove or rename one.',
    );
    expect(treeOf(folder)).toEqual({});
  });
});
