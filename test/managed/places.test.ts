import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { planChanges, realDisk } from '../../src/managed';
import { insensitiveDisk } from './support/insensitive-disk';
import { apply, folderWith, ifMissing, kinds, managed, messageOf, newFolder, options, treeOf } from './support/tree';

const target = [managed('x/target', 'ours\n')];
const note = (root: string, files = target) => planChanges(root, files, options).changes[0]?.note;

/** Expects that the file is refused, cannot be accepted, and can be given back. */
function expectBlocked(root: string, reason: string, files = target): void {
  const path = files[0]!.path;
  const before = treeOf(root);
  expect(kinds(root, files)).toEqual({ [path]: 'blocked' });
  expect(note(root, files)).toContain(reason);
  const message = messageOf(() => apply(root, files));
  expect(message).toContain(`Nothing is written until each of these files is decided on:\n  --release ${path}\n`);
  expect(messageOf(() => apply(root, files, { accept: [path] }))).toContain('it cannot be overwritten, since it');
  expect(treeOf(root)).toEqual(before);
  apply(root, files, { release: [path] });
  expect(treeOf(root)).toMatchObject(before);
}

test('a target that is a directory is refused', () => {
  expectBlocked(folderWith({ 'x/target/mine': '' }), 'is a directory, not a regular file');
});

test('a target that is a symbolic link is refused, wherever it leads', () => {
  for (const to of ['../../elsewhere', 'inside', '/etc/passwd']) {
    const root = folderWith({ 'x/inside': 'ours\n' });
    fs.symlinkSync(to, join(root, 'x/target'));
    expectBlocked(root, 'is a symbolic link');
  }
});

test('a FIFO is refused and never opened: opening it would wait for ever', () => {
  const root = folderWith({ 'x/y': '' });
  execFileSync('mkfifo', [join(root, 'x/target')]);
  expectBlocked(root, 'is a FIFO');
  expect(() => realDisk.read(join(root, 'x/target'))).toThrow('it is not a regular file');
});

test('a socket and a device are refused', async () => {
  const root = folderWith({ 'x/y': '' });
  const server = createServer();
  await new Promise<void>((settle) => server.listen(join(root, 'x/target'), settle));
  expectBlocked(root, 'is a socket');
  server.close();
  expect(realDisk.look('/dev/null')?.kind).toBe('device');
});

test('a folder that is a symbolic link is not followed, neither out of the repository nor inside', () => {
  const outside = folderWith({ target: 'precious\n' });
  for (const to of [outside, 'inside']) {
    const root = folderWith({ 'inside/y': '' });
    fs.symlinkSync(to, join(root, 'x'));
    expectBlocked(root, 'lies below "x", a symbolic link: none is followed');
  }
  expect(treeOf(outside)).toEqual({ target: 'precious\n' });
});

test('a folder of managed files that becomes a link is not followed when they are removed', () => {
  const outside = folderWith({ target: 'ours\n' });
  const root = newFolder();
  apply(root, target);
  fs.rmSync(join(root, 'x'), { recursive: true });
  fs.symlinkSync(outside, join(root, 'x'));
  apply(root, []);
  expect(treeOf(outside)).toEqual({ target: 'ours\n' });
});

test('a file in the place of a folder is refused', () => {
  expectBlocked(folderWith({ x: 'mine\n' }), 'lies below "x", which is a file, not a folder');
  const root = folderWith({ x: 'mine\n' });
  expect(kinds(root, [ifMissing('x/settings.ini', '')])).toEqual({ 'x/settings.ini': 'blocked' });
});

describe.each([
  ['that distinguishes case', () => realDisk],
  ['that does not', insensitiveDisk],
])('on a file system %s', (_, diskOf) => {
  test('a neighbour that differs only by case is refused with an explanation', () => {
    const root = folderWith({ 'README.md': 'mine\n', 'Docs/x': '' });
    const disk = diskOf(root);
    const plan = planChanges(root, [managed('readme.md', 'ours\n'), managed('docs/y', '')], { ...options, disk });
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['blocked', 'blocked']);
    expect(plan.changes[0]?.note).toContain('"Docs" exists and differs only by case or accents');
    expect(plan.changes[1]?.note).toContain('on Windows and macOS both are one file');
  });

  test('a managed file or folder that is emitted in another case is renamed, and not lost', () => {
    const root = newFolder();
    const disk = diskOf(root);
    apply(root, [managed('Docs/Guide.md', 'guide\n'), managed('Top.md', 'top\n')], { disk });
    const renamed = [managed('docs/guide.md', 'guide\n'), managed('top.md', 'top 2\n')];
    apply(root, renamed, { disk });
    expect(treeOf(root, ['.projen'])).toEqual({ 'docs/': '', 'docs/guide.md': 'guide\n', 'top.md': 'top 2\n' });
    expect(apply(root, renamed, { disk }).written).toEqual([]);
  });

  test('a managed file whose case a person changed is refused, and not doubled', () => {
    const root = newFolder();
    const disk = diskOf(root);
    const files = [managed('guide.md', 'guide\n')];
    apply(root, files, { disk });
    fs.renameSync(join(root, 'guide.md'), join(root, 'GUIDE.md'));
    expect(kinds(root, files, { disk })).toEqual({ 'guide.md': 'blocked' });
    apply(root, [], { disk });
    expect(treeOf(root)).toEqual({ 'GUIDE.md': 'guide\n' });
  });

  test('an edited orphan keeps its name: the file of another case has to wait', () => {
    const root = newFolder();
    const disk = diskOf(root);
    apply(root, [managed('Guide.md', 'guide\n')], { disk });
    fs.writeFileSync(join(root, 'Guide.md'), 'edited\n');
    const files = [managed('guide.md', 'guide 2\n')];
    expect(kinds(root, files, { disk })).toEqual({ 'Guide.md': 'orphan', 'guide.md': 'blocked' });
    apply(root, files, { disk, accept: ['Guide.md'] });
    expect(treeOf(root)).toMatchObject({
      'guide.md': 'guide 2\n',
      '.projen/backup/20260102T030405.678Z/Guide.md': 'edited\n',
    });
  });
});
