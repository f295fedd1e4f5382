import { checkedFiles } from '../../src/managed/paths';
import { managed, messageOf } from './support/tree';

const paths = (...given: string[]) => checkedFiles(given.map((path) => managed(path, ''))).map(({ path }) => path);

test('paths are normalised and sorted the same way on every machine', () => {
  expect(paths('./b//c.txt', 'a', 'Z', './.github/x.yml')).toEqual(['.github/x.yml', 'Z', 'a', 'b/c.txt']);
  expect(messageOf(() => paths('x/b', 'X'))).toContain('"x/b" needs a folder where "X" is emitted as a file');
});

test.each([
  ['', 'is empty'],
  ['.', 'is empty'],
  ['/etc/passwd', 'is absolute'],
  ['../other/file', 'holds ".."'],
  ['a/../../b', 'holds ".."'],
  ['a/..', 'holds ".."'],
  ['.git/hooks/pre-commit', 'belongs to git'],
  ['sub/.GIT/config', 'belongs to git'],
  ['sub/.git. /config', 'belongs to git'],
  ['a\\b', 'holds a backslash'],
  ['a\u0000b', 'holds a control character'],
  ['a\nb', 'holds a control character'],
  ['C:/x', 'holds a colon'],
  ['folder/', 'names a folder'],
  ['folder./x', 'ends with a dot or a space'],
  ['name ', 'ends with a dot or a space'],
  ['.projen/managed.sha256', 'belongs to the writer itself'],
  ['.Projen/Backup/x', 'belongs to the writer itself'],
  ['./.projen//lock', 'belongs to the writer itself'],
])('the path %j is refused: it %s', (path, reason) => {
  expect(messageOf(() => paths('good', path))).toContain(reason);
});

test('names that only look special are fine', () => {
  expect(paths('.gitignore', '.github/..a', '.projen/tasks.json', 'a..b/...c')).toHaveLength(4);
});

test('two paths that differ only by case or by the form of an accent are refused together', () => {
  expect(messageOf(() => paths('README.md', 'Readme.md'))).toContain('"Readme.md" and "README.md" are one file');
  expect(messageOf(() => paths('caf\u00e9', 'cafe\u0301'))).toContain('are one file where case does not count');
  expect(messageOf(() => paths('a', 'a'))).toContain('emit one of them');
});

test('all unusable paths are named in one error, with control characters written out', () => {
  const message = messageOf(() => paths('/a', 'b\n', 'c'));
  expect(message).toContain('"/a" is absolute');
  expect(message).toContain('"b\\n" holds a control character');
});
