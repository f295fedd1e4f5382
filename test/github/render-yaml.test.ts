import fc from 'fast-check';
import { parse } from 'yaml';
import { renderYaml } from '../../src/github/render-yaml';
import type { Yaml } from '../../src/github/workflow';

const lines = (...text: string[]): string => `${text.join('\n')}\n`;

test('the header stands above an empty line, without spaces behind empty lines of it', () => {
  expect(renderYaml({ a: 1 }, ['first', '', 'third'])).toBe(lines('# first', '#', '# third', '', 'a: 1'));
  expect(renderYaml({ a: 1 }, [])).toBe(lines('a: 1'));
});

test('keys keep their order, and undefined ones are left out', () => {
  expect(renderYaml({ z: 1, a: undefined, m: true, b: 'x' }, [])).toBe(lines('z: 1', 'm: true', 'b: x'));
});

test.each<[string, Yaml, string]>([
  ['null is written as nothing', { on: { pull_request: null } }, lines('on:', '  pull_request:')],
  ['null in a list keeps its place', { a: [null, 1] }, lines('a: [ null, 1 ]')],
  ['text that looks like a number is quoted', { v: '3.10', w: '08' }, lines('v: "3.10"', 'w: "08"')],
  ['text that looks like a boolean is quoted', { v: 'true', w: 'null' }, lines('v: "true"', 'w: "null"')],
  ['an expression needs no quotes', { v: '${{ a }}' }, lines('v: ${{ a }}')],
  ['text that begins with ! is quoted', { if: '!cancelled()' }, lines('if: "!cancelled()"')],
  ['long text stays on one line', { v: 'word '.repeat(60).trim() }, lines(`v: ${'word '.repeat(60).trim()}`)],
  ['text of several lines is a literal block', { run: 'a\nb\n' }, lines('run: |', '  a', '  b')],
  ['a literal block without a last new line says so', { run: 'a\nb' }, lines('run: |-', '  a', '  b')],
  ['tabs are seen, and stay on their line', { run: 'a\tb\nc' }, lines('run: "a\\tb\\nc"')],
  ['a first line that begins with a space needs quotes', { run: ' a\nb' }, lines('run: " a\\nb"')],
  ['an empty map and an empty list are in flow', { a: {}, b: [] }, lines('a: {}', 'b: []')],
  ['five plain items are in flow', { a: [1, 2, 3, 4, 5] }, lines('a: [ 1, 2, 3, 4, 5 ]')],
  ['six are in lines', { a: [1, 2, 3, 4, 5, 6] }, lines('a:', '  - 1', '  - 2', '  - 3', '  - 4', '  - 5', '  - 6')],
  ['maps in a list are in lines', { a: [{ b: 1, c: 2 }] }, lines('a:', '  - b: 1', '    c: 2')],
  [
    'the combinations of a matrix are rows',
    { include: [{ b: 1, c: 'x y' }, { b: 2 }] },
    lines('include:', '  - { b: 1, c: x y }', '  - { b: 2 }'),
  ],
  [
    'a description with type and options is in flow',
    { in: { description: 'what: it is', type: 'choice', options: ['a', 'b'] } },
    lines('in: { description: "what: it is", type: choice, options: [ a, b ] }'),
  ],
  [
    'a description with text of several lines is not',
    { in: { description: 'x', default: 'a\nb\n' } },
    lines('in:', '  description: x', '  default: |', '    a', '    b'),
  ],
  [
    'a map whose description is not first is not',
    { in: { type: 'a', description: 'x' } },
    lines('in:', '  type: a', '  description: x'),
  ],
])('%s', (_, value, text) => {
  expect(renderYaml(value, [])).toBe(text);
});

describe('comments', () => {
  test.each<[string, Yaml, string]>([
    ['#key stands above that key', { '#b': 'why', a: 1, b: 2 }, lines('a: 1', '# why', 'b: 2')],
    ['# of a map stands above its key', { job: { '#': 'why\nso', a: 1 } }, lines('# why', '# so', 'job:', '  a: 1')],
    ['# of an item stands above the item', { steps: [{ '#': 'why', a: 1 }] }, lines('steps:', '  # why', '  - a: 1')],
    ['an empty line in a comment stays one, without spaces', { '#a': 'x\n\ny', a: 1 }, lines('# x', '', '# y', 'a: 1')],
    ['what is no text is no comment', { '#a': 1, a: 1 }, lines('a: 1')],
    ['a pin has its version behind it', { uses: 'a/b@0123 # v1.2.3' }, lines('uses: a/b@0123 # v1.2.3')],
    ['only the first # divides', { uses: 'a@1 # b # c' }, lines('uses: a@1 # b # c')],
    ['a grant has its reason behind it', { p: { 'id-token': 'write # why' } }, lines('p:', '  id-token: write # why')],
    ['a grant without a reason has nothing behind it', { contents: 'read' }, lines('contents: read')],
  ])('%s', (_, value, text) => {
    expect(renderYaml(value, [])).toBe(text);
  });

  test('text with # in any other place stays text', () => {
    const step = { name: 'Fix # 3', env: { A: 'word # not a comment' }, run: 'echo # nothing' };
    expect(parse(renderYaml(step, []))).toEqual(step);
  });
});

test('whatever is rendered is read back as the same data', () => {
  const key = fc.string({ minLength: 1 }).filter((text) => !text.startsWith('#') && text !== '__proto__');
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', ' ', '\n', '#', ':', '-', '"', "'", '{', '\t') }),
  );
  const { value } = fc.letrec<{ value: Yaml }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text.filter((each) => !/^(read|write) # ./.test(each)),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 7 }),
      fc.dictionary(fc.oneof(key, fc.constantFrom('description', 'include')), tie('value'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 5 }), (data) => {
      const wanted: unknown = JSON.parse(JSON.stringify(data));
      expect(parse(renderYaml(data, ['header']))).toEqual(wanted);
    }),
    { numRuns: 500 },
  );
});
