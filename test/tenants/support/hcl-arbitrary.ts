/** Generated variable files: valid ones of every form of literal, and what becomes of them when something is damaged. */
import fc from 'fast-check';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const key = fc.oneof(
  fc.constantFrom('x', 'y-z', '_u', '"quoted key"', '"a.b"', '("in")', '7', '1.50', 'true', 'null', 'for_', 'ü'),
);
const number = fc.oneof(
  fc.integer({ min: -5000, max: 100_000 }).map(String),
  fc.constantFrom(
    '0',
    '007',
    '-0',
    '1e3',
    '1.5E-2',
    '2e+1',
    '1.e2',
    '0.10',
    '123456789012345678901234567890',
    '- 3',
    '--4',
  ),
);
const character = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Array.from('abcXYZ 019_-./:,;=+*#(){}[]<>!?|&~^@')) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['\\n', '\\t', '\\r', '\\"', '\\\\', '\\u00e9', 'o\\u0301', '\\U0001F600', '$${', '%%{', '$', '%', '$$'],
      ...['é', 'e\u0301', '\u1e9b\u0323', '漢', '😀', '\t', "'", '`', '//', '/*', '\u00a0', '\u2028'],
    ),
  },
);
const text = fc.array(character, { maxLength: 12 }).map((parts) => `"${safe(parts.join(''))}"`);
const line = fc.array(character, { maxLength: 8 }).map((parts) => safe(parts.join('')));
const heredoc = fc
  .record({
    flush: fc.boolean(),
    lines: fc.array(line, { maxLength: 4 }),
    indent: fc.constantFrom('', ' ', '   ', '\t'),
  })
  .map(({ flush, lines, indent }) => {
    const body = lines.map((each, i) => `${' '.repeat(flush ? (i * 2) % 5 : 0)}${indent}${each}\n`).join('');
    return `<<${flush ? '-' : ''}EOT\n${body}${indent}EOT\n`;
  });

/** A `{` behind `$` or `%` would begin an expression. */
function safe(content: string): string {
  return content.replace(/(?<!\$)\$\{|(?<!%)%\{/g, 'x').replace(/[$%]+\{/g, (all) => (all.length === 3 ? all : 'y'));
}

const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    number,
    fc.constantFrom('true', 'false', 'null', '(1)', '("p")', '-(2)'),
    tie('list'),
    tie('object'),
  ),
  list: fc
    .tuple(
      fc.array(tie('value'), { maxLength: 4 }),
      fc.constantFrom(', ', ',', ',\n  ', ', # c\n', ' /* c */, '),
      fc.boolean(),
    )
    .map(([items, comma, trailing]) => `[${items.join(comma)}${trailing && items.length > 0 ? ',' : ''}]`),
  object: fc
    .tuple(
      fc.array(fc.tuple(key, fc.constantFrom(' = ', ':', '=', ' : '), tie('value')), { maxLength: 4 }),
      fc.constantFrom(', ', '\n', ',\n', ' // c\n'),
    )
    .map(
      ([entries, end]) =>
        `{${end.includes('\n') ? '\n' : ' '}${entries.map((entry) => entry.join('')).join(end)}${end.includes('\n') ? '\n' : ' '}}`,
    ),
}));

const expression = fc.constantFrom(
  ...[
    '1 + 1',
    '"${1}"',
    '"x${"y"}z"',
    'true ? 1 : 2',
    '[for x in [1] : x]',
    '{ for k, v in { a = 1 } : k => v }',
    '[1][0]',
  ],
  ...['{ a = 1 }.a', '!true', '1 == 1', '"%{ if true }x%{ endif }"', '[[1]][*][0]', '"${~ 1 ~}"', '-(1 + 1)'],
);
const comment = fc.constantFrom('', '', ' # c', ' // c "', ' /* c\n */');
const attribute = fc
  .tuple(
    name,
    fc.constantFrom(' = ', '=', '  =\t'),
    fc.oneof({ weight: 12, arbitrary: value }, { weight: 2, arbitrary: heredoc }, { weight: 1, arbitrary: expression }),
    comment,
  )
  .map(([left, equals, right, end]) => `${left}${equals}${right}${right.endsWith('\n') ? '' : `${end}\n`}`);

/** A file that Terraform takes. Each name is set once. */
export const validFile = fc
  .tuple(
    fc.uniqueArray(attribute, { selector: (each) => each[0], maxLength: 4 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([lines, end, mark]) => `${mark ? '\ufeff' : ''}${lines.join('').replaceAll('\n', end)}`);

/** Pieces that change what a file means, or whether it means anything. */
const pieces = [
  '"',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ',',
  '=',
  ':',
  '\n',
  '${',
  '%{',
  '}',
  '\\',
  '#',
  '/*',
  '*/',
  '<<EOT\n',
  'EOT\n',
  '.',
  '1',
  'x',
  ' ',
  '-',
  '\r',
  '\u0000',
  "'",
  'a = 1\n',
  'b "c" {\n}\n',
  'f(1)',
  '...',
  '?',
  '$',
  '~',
];

/** A file in which something was put in, taken out or doubled. */
export const damagedFile = fc
  .tuple(
    validFile,
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 3 }),
  )
  .map(([file, damages]) =>
    damages.reduce((before, [place, length, piece]) => {
      const at = before.length === 0 ? 0 : place % before.length;
      return before.slice(0, at) + piece + before.slice(at + length);
    }, file),
  );
