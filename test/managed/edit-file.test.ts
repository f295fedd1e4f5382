import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOwned, writeEdits } from '../../src/managed';

function repository(files: Record<string, string | Buffer>): string {
  const root = mkdtempSync(join(tmpdir(), 'edits-'));
  for (const [path, content] of Object.entries(files)) writeFileSync(join(root, path), content);
  return root;
}

test('an edit replaces the text that was shown and keeps the mode of the file', () => {
  const root = repository({ '.gitignore': 'a\n' });
  chmodSync(join(root, '.gitignore'), 0o600);
  writeEdits(root, [{ path: '.gitignore', before: 'a\n', after: 'a\nb\n' }], 7);
  expect(readFileSync(join(root, '.gitignore'), 'utf8')).toBe('a\nb\n');
  expect(statSync(join(root, '.gitignore')).mode & 0o777).toBe(0o600);
});

test('an absent file is created with the folders above it', () => {
  const root = repository({});
  expect(readOwned(root, '.projen/tasks.json')).toBeUndefined();
  writeEdits(root, [{ path: '.projen/tasks.json', before: undefined, after: '{}\n' }], 7);
  expect(readFileSync(join(root, '.projen/tasks.json'), 'utf8')).toBe('{}\n');
});

test('a file that was changed since it was shown is left as it is', () => {
  const root = repository({ 'package.json': '{"mine": 1}\n' });
  const edits = [{ path: 'package.json', before: '{}\n', after: '{"ours": 1}\n' }];
  expect(() => {
    writeEdits(root, edits, 7);
  }).toThrow('package.json was changed meanwhile and is left as it is');
  expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe('{"mine": 1}\n');
});

test('a folder that is a link out of the repository is refused and nothing is written through it', () => {
  const outside = repository({});
  const root = repository({});
  symlinkSync(outside, join(root, '.projen'));
  expect(() => readOwned(root, '.projen/tasks.json')).toThrow('.projen');
  expect(() => {
    writeEdits(root, [{ path: '.projen/tasks.json', before: undefined, after: '{}\n' }], 7);
  }).toThrow('.projen');
  expect(() => readFileSync(join(outside, 'tasks.json'))).toThrow();
});

test.each([
  [
    'bytes that are no text',
    (root: string) => {
      writeFileSync(join(root, 'x'), Buffer.from([0xff, 0xfe]));
    },
    'not UTF-8',
  ],
  [
    'a folder',
    (root: string) => {
      mkdirSync(join(root, 'x'));
    },
    'Move it away first',
  ],
])('%s where a file of people should be is refused with the way out', (_what, make, message) => {
  const root = repository({});
  make(root);
  expect(() => readOwned(root, 'x')).toThrow(message);
});
