// Workflow files as they should never be: cut, doubled, shuffled, with odd characters, and with scripts out of pieces.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const targets = join(__dirname, '../../targets');
const texts = readdirSync(targets, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.github\/workflows\/[^/]+\.yml$/.test(path))
  .map((path) => readFileSync(join(targets, path), 'utf8'));

const PIECES = [
  ...[
    'if [ -z "$A" ]; then',
    'fi',
    'case "$X" in',
    'a) ;;',
    'esac',
    'for i in 1 2; do',
    'done',
    '$(',
    ')',
    '`',
    "'",
    '"',
    '${',
    '}',
    '${{ inputs.x }}',
  ],
  ...[
    '||',
    '&&',
    '|',
    'tee log',
    'pytest',
    'terraform apply',
    '<<EOF',
    'EOF',
    '{',
    '(',
    '((',
    '))',
    '[[',
    ']]',
    '\\',
    '\n',
    ';',
    '&',
    '>',
    '>> "$GITHUB_OUTPUT"',
    '# x',
    'function f',
    'f() {',
  ],
];

/** A text of one of the hand-written workflows after a few accidents, or a script out of shell's pieces. */
export function brokenFiles(): fc.Arbitrary<string> {
  const accident = fc.oneof(
    fc.tuple(fc.constant('cut' as const), fc.nat(), fc.nat(200)),
    fc.tuple(fc.constant('double' as const), fc.nat(), fc.nat(400)),
    fc.tuple(fc.constant('swap' as const), fc.nat(), fc.nat()),
    fc.tuple(fc.constant('insert' as const), fc.nat(), fc.nat(255)),
  );
  const damaged = fc
    .tuple(fc.constantFrom(...texts), fc.array(accident, { minLength: 1, maxLength: 6 }))
    .map(([text, accidents]) => accidents.reduce(damage, text));
  const script = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => {
    const lines = pieces
      .join(' ')
      .split('\n')
      .map((line) => `          ${line}`)
      .join('\n');
    return `on: { workflow_dispatch: { inputs: { x: { type: string } } } }\njobs:\n  a:\n    runs-on: x\n    steps:\n      - name: Unit tests\n        run: |\n${lines}\n`;
  });
  return fc.oneof(
    { weight: 3, arbitrary: damaged },
    { weight: 2, arbitrary: script },
    { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
  );
}

function damage(text: string, [kind, at, size]: readonly [string, number, number]): string {
  const from = text.length === 0 ? 0 : at % text.length;
  if (kind === 'cut') return text.slice(0, from) + text.slice(from + size);
  if (kind === 'double') return text.slice(0, from) + text.slice(from, from + size) + text.slice(from);
  if (kind === 'insert') return `${text.slice(0, from)}${String.fromCharCode(size)}${text.slice(from)}`;
  const lines = text.split('\n');
  const [i, j] = [at % lines.length, size % lines.length];
  [lines[i], lines[j]] = [lines[j] ?? '', lines[i] ?? ''];
  return lines.join('\n');
}
