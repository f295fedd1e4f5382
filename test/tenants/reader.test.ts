/** What our reader says of single texts: values, places of errors, and what to write instead. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { ReadingError } from '../../src/tenants/hcl/reading-error';
import { Source } from '../../src/tenants/hcl/source';
import { readVariables } from '../../src/tenants/hcl/variables';
import { differences } from './support/differences';
import { read } from './support/reading';
import { readByVarFile, type Content } from './support/terraform';

function errorOf(name: string, text: string): { place: string; message: string; fix: string } | undefined {
  const source = new Source(Buffer.from(text));
  try {
    readVariables(name, source);
    return undefined;
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    const { line, column } = source.positionAt(error.start);
    return { place: `${line}:${column}`, message: error.message, fix: error.fix };
  }
}

describe('An error says where it is, what is wrong and what to write instead', () => {
  test.each([
    ['a = 1\na = 2\n', '2:1', 'a is set twice.', 'one of the two lines'],
    ['a = b.c\n', '1:5', 'b.c is no value.', '"b.c" in quotes, or a value'],
    ['a = [\n  file("x"),\n]\n', '2:3', 'file() is called, which variable files cannot do.', 'its result'],
    ['tags {\n}\n', '1:1', 'A variable file holds values only, and "tags" begins a block.', /^tags = \{ … \}/],
    ["a = 'x'\n", '1:5', '"\'" has no meaning here.', 'straight double quotes: "text"'],
    ['a = “x”\n', '1:5', '"“" has no meaning here.', 'straight double quotes: "text"'],
    ['a = "x\n', '1:7', 'A quoted string ends on its line.', /EOT/],
    ['a = <<EOT\nx\n', '1:5', 'The text that begins with <<EOT has no end.', /^EOT alone on a line/],
    ['a = <<EOT\nx\nEOT', '1:5', 'The text that begins with <<EOT has no end.', /end of a line behind it/],
    ['\n\na = "\\d"\n', '3:6', '\\d is no character that a string can hold.', /two of them$/],
    ['a = [1 2]\n', '1:8', '"2" is not expected here.', '"," between items, "]" at the end'],
    ['a = {b = 1 c = 2}\n', '1:12', '"c" is not expected here.', 'a new line or "," before the next entry'],
    ['a = {\n  b.c = 1\n}\n', '2:3', 'The key b.c is a reference.', 'the key in quotes: "b.c"'],
    ['a =\n', '1:4', 'The line ends here.', 'a value, such as "text", 2 or true'],
    ['a = 1 b = 2\n', '1:7', '"b" is not expected here.', 'the next setting on a line of its own'],
    ['a = [1\n', '2:1', 'The file ends here.', /"\]" at the end/],
    ['a = 1.2.3\n', '1:5', '1.2.3 is no number.', 'digits, such as 7 or 1.5'],
    ['a = "${1"\n', '1:10', expect.any(String), expect.any(String)],
    ['/* x\n', '1:1', 'The comment that begins with /* has no end.', '*/ at its end'],
  ])('%j', (text, place, message, fix) => {
    const expected = fix instanceof RegExp ? expect.stringMatching(fix) : fix;
    expect(errorOf('x.tfvars', text)).toEqual({ place, message, fix: expected });
  });

  test.each([
    ['{"a": 1, "a": 2}', '1:10', 'The key "a" is there twice.'],
    ['{"a": 1,}', '1:9', 'A key must stand here.'],
    ['{"a": 01}', '1:8', '"," or "}" must stand here.'],
    ['[]', '1:1', 'The file is no object.'],
    ['{"a": b}', '1:7', 'This is no value of JSON.'],
    ['\ufeff{}', '1:1', 'JSON must not begin with a byte order mark.'],
    ['{}\n{}', '2:1', 'Something follows the value.'],
    ['', '1:1', 'This is no value of JSON.'],
  ])('%j as JSON', (text, place, message) => {
    expect(errorOf('x.tfvars.json', text)).toEqual({ place, message, fix: expect.any(String) });
  });
});

test('JSON is read as Terraform reads it.', () => {
  const texts = [
    ...[
      '{"a": "x"}',
      '{"a": "${1}"}',
      '{"a": "e\u0301"}',
      '{"a": "\\ud83d\\ude00"}',
      '{"a": [1, -2.50, 1e3, true, null]}',
    ],
    ...[
      '{"a": {"b": {"c": []}}}',
      '{"a": 1, "a": 2}',
      '{"a": {"b": 1, "b": 2}}',
      '{"a": 1,}',
      '{"a": 007}',
      '[]',
      '{}',
      '1',
      '',
    ],
    ...[
      '\ufeff{"a": 1}',
      '{"a": 1} x',
      "{'a': 1}",
      '{"a": "x\ny"}',
      '{"a": "\\q"}',
      '{"a": .5}',
      '{"a": TRUE}',
      '// c\n{"a": 1}',
    ],
  ];
  const answers = texts.map((text) => readByVarFile('x.tfvars.json', text));
  expect(texts.map((text) => read('x.tfvars.json', text))).toEqual(answers);
});

test('Bytes that are no UTF-8 are taken in comments, and nowhere else.', () => {
  const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
  const files: Content[] = [
    latin('# caf\u00e9\na = 1\n'),
    latin('a = "caf\u00e9"\n'),
    latin('a = <<E\ncaf\u00e9\nE\n'),
  ];
  expect(files.map((file) => read('x.tfvars', file))).toEqual([{ a: 1 }, 'invalid', 'invalid']);
  expect(files.map((file) => readByVarFile('x.tfvars', file))).toEqual([{ a: 1 }, 'invalid', 'invalid']);
});

describe('Nothing makes it crash', () => {
  test.each([
    ['lists', '['],
    ['objects', '{a='],
    ['parentheses', '('],
    ['strings', '"${'],
    ['signs', '-'],
    ['negations', '!'],
    ['conditions', 'true ? 1 : '],
    ['operations', '1 + '],
    ['steps', 'a.'],
    ['indexes', 'a['],
    ['calls', 'f('],
    ['fors', '[for x in '],
  ])('100,000 nested %s', (_, piece) => {
    const text = `a = ${piece.repeat(100_000)}`;
    expect(errorOf('x.tfvars', text)?.message).toMatch(/nested more than 200 deep|ends here|no value|no end/);
    expect(read('x.tfvars.json', '['.repeat(100_000))).toBe('invalid');
  });

  test('a sum of 100,000 numbers', () => {
    expect(read('x.tfvars', `a = 1${' + 1'.repeat(100_000)}\n`)).toBe('expression');
    expect(read('x.tfvars', `a = [1]${'[0]'.repeat(100_000)}\n`)).toBe('expression');
  });

  test('bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        read('x.tfvars', bytes);
        read('x.tfvars.json', bytes);
      }),
      { numRuns: 2000 },
    );
    expect(read('x.tfvars', randomBytes(100_000))).toBe('invalid');
  });

  test('pieces of HCL in any order', () => {
    const piece = fc.constantFrom(
      ...Array.from('"{}[]()<>=:,.\n#/*$%~-!?\\'),
      '${',
      '%{ if ',
      'for ',
      'a',
      '1',
      '<<E\n',
      'E\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        read('x.tfvars', `a = ${pieces.join('')}`);
      }),
      { numRuns: 3000 },
    );
  });
});

test('A difference between the two would be seen.', () => {
  expect(differences(['a = 1\n'], [{ a: 2 }])).toHaveLength(1);
});
