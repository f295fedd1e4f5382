import { hasHash, isRendering, lfForm, sha256, tryText } from '../../src/managed/content';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['a\r\nb\r\n', 'a\nb\n'],
  ['\r\n', '\n'],
  ['', ''],
  ['a\nb\n', 'a\nb\n'],
  ['\xff\r\n', '\xff\n'],
])('the LF form of %j is %j: all its line ends are CRLF, or none', (content, expected) => {
  expect(lfForm(bytes(content))).toEqual(bytes(expected));
});

test.each(['a\r\nb\n', 'a\nb\r\n', 'a\rb\n', 'a\r\n\r', '\nb\r\n', '\r\r\n'])(
  'mixed line ends as in %j are an edit and stay as they are',
  (content) => {
    expect(lfForm(bytes(content))).toEqual(bytes(content));
  },
);

test('a rendering is recognised with the line ends of a core.autocrlf checkout, and nothing else', () => {
  expect(isRendering(bytes('a\r\n'), bytes('a\n'))).toBe(true);
  expect(isRendering(bytes('a\r\n'), bytes('a\r\n'))).toBe(true);
  expect(isRendering(bytes('a \r\n'), bytes('a\n'))).toBe(false);
});

test('a hash is compared on the bytes and on their LF form', () => {
  const hash = sha256(bytes('a\n'));
  expect(hasHash(bytes('a\n'), hash)).toBe(true);
  expect(hasHash(bytes('a\r\n'), hash)).toBe(true);
  expect(hasHash(bytes('b\n'), hash)).toBe(false);
  expect(hasHash(bytes('b\n'), undefined)).toBe(false);
});

test('bytes that are not UTF-8 are no text, and a byte order mark is kept', () => {
  expect(tryText(bytes('\xe9'))).toBeUndefined();
  expect(tryText(Buffer.from('\ufeffa'))).toBe('\ufeffa');
});
