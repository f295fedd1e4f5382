import { resolve, sep } from 'node:path';
import fc from 'fast-check';
import { cronFault, isLegal, isTimezone, staysInside, type NameKind } from '../../src/model/names';

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const LETTERS = letters.map((letter) => letter.toUpperCase());
const digits = '0123456789'.split('');

/** Text of these characters, after one of the first ones. */
function text(first: readonly string[], rest: readonly string[], maxLength: number): fc.Arbitrary<string> {
  const tail = fc.string({ unit: fc.constantFrom(...rest), maxLength: maxLength - 1 });
  return fc.tuple(fc.constantFrom(...first), tail).map(([head, more]) => head + more);
}

const all = [...letters, ...LETTERS, ...digits];
const LEGAL: readonly (readonly [NameKind, fc.Arbitrary<string>])[] = [
  ['repository', text(all, [...all, '.', '_', '-'], 100)],
  ['owner', text(all, [...all, '-'], 39)],
  ['team', text([...letters, ...digits], [...letters, ...digits, '_', '-'], 50)],
  ['environment', text(letters, [...letters, ...digits, '-'], 32)],
  ['workflow', text(letters, [...letters, ...digits, '-', '_'], 40).map((name) => `${name}.yml`)],
  ['caller', text(letters, [...letters, ...digits, '-', '_'], 40)],
  ['branch', text(all, [...all, '.', '_', '-', '/', '*'], 60)],
  ['service', text(all, [...all, ' ', '.', '_', '-'], 100)],
  ['stack', text([...letters, ...LETTERS], [...all, '-'], 128)],
  ['function', text(all, [...all, '-', '_'], 64)],
  ['logicalId', text(all, all, 255)],
  ['alias', text(letters, [...all, '-', '_'], 128)],
  ['role', text(all, [...all, '_', '+', '=', ',', '.', '@', '-'], 64)],
  ['table', text(all, [...all, '_', '.', '-'], 252).map((name) => `abc${name}`)],
  ['tagValue', text(all, [...all, 'é', '_', '.', ':', '/', '=', '+', '@', '-'], 256)],
  ['zoneLabel', text(all, [...all, '+', ':', '/'], 40)],
  ['account', fc.string({ unit: fc.constantFrom(...digits), minLength: 12, maxLength: 12 })],
];

test.each(LEGAL)(
  'every legal name of a %s is accepted, and no name is with a new line or an expression',
  (kind, names) => {
    fc.assert(
      fc.property(names, (name) => {
        expect(isLegal(kind, name)).toBe(true);
        for (const bad of [`${name}\n`, `${name}\${{ x }}`, `${name}'`, `${name};`])
          expect(isLegal(kind, bad)).toBe(false);
      }),
    );
  },
);

test.each([undefined, null, 12, 123456789012, {}, ['dev']])('%p is no name of anything', (value) => {
  expect(LEGAL.filter(([kind]) => isLegal(kind, value))).toEqual([]);
});

test('every time of a day is legal, and no other', () => {
  const two = (value: number): string => String(value).padStart(2, '0');
  fc.assert(
    fc.property(fc.nat(99), fc.nat(99), (hour, minute) => {
      expect(isLegal('time', `${two(hour)}:${two(minute)}`)).toBe(hour < 24 && minute < 60);
    }),
  );
});

test.each([1, undefined, '+02:00', 'Nowhere/Else'])('%p is no time zone', (zone) => {
  expect(isTimezone(zone)).toBe(false);
});

/** What cron allows, said in another way: each part spelled out as the values that it may begin and end with. */
function isCron(cron: string): boolean {
  const ranges = [60, 24, 32, 13, 7].map((end, i) => [...Array(end).keys()].slice(i === 2 || i === 3 ? 1 : 0));
  const fields = cron.split(' ');
  return fields.length === 5 && fields.every((field, i) => field.split(',').every((part) => isPart(part, ranges[i]!)));
}

function isPart(part: string, values: readonly number[]): boolean {
  const [range = '', step = '1', ...more] = part.split('/');
  const [from = '', to = from, ...others] = range.split('-');
  const first = values.findIndex((value) => String(value) === from);
  const last = values.findIndex((value) => String(value) === to);
  const known = range === '*' || (first >= 0 && last >= first && others.length === 0);
  return known && Number(step) > 0 && more.length === 0;
}

test('cronFault agrees with a simple reference on random schedules', () => {
  const number = fc.nat(70).map(String);
  const range = fc.oneof(
    fc.constant('*'),
    number,
    fc.tuple(number, number).map((pair) => pair.join('-')),
  );
  const part = fc.oneof(
    range,
    fc.tuple(range, fc.nat(9)).map((pair) => pair.join('/')),
  );
  const field = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','));
  const simple = fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, { weight: 2, arbitrary: field });
  const schedule = fc.array(simple, { minLength: 4, maxLength: 6 }).map((fields) => fields.join(' '));
  fc.assert(
    fc.property(schedule, (cron) => {
      expect([cron, cronFault(cron) === undefined]).toEqual([cron, isCron(cron)]);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['17 4 * * 1', undefined],
  ['*/15 0-6,22-23 1 */3 *', undefined],
  ['17 4 * *', 'it has 4 fields, not 5'],
  ['* * 0 * *', 'its day of month "0" is not 1-31, "*", a list, a range or a step'],
  ['* * * * 7', 'its day of week "7" is not 0-6, "*", a list, a range or a step'],
  ['* 5-2 * * *', 'its hour "5-2" is not 0-23, "*", a list, a range or a step'],
  ['* * * */0 *', 'its month "*/0" is not 1-12, "*", a list, a range or a step'],
  ['1, * * * *', 'its minute "1," is not 0-59, "*", a list, a range or a step'],
])('the schedule "%s" has this fault: %s', (cron, fault) => {
  expect(cronFault(cron)).toBe(fault);
});

test.each(['a/../../b', '..', '../x', 'a/..', '/a', 'a\\b', '..\\a', 'C:/a', 'C:a', 'a\0b', 'a\nb', 'a\tb', ''])(
  'the path %j leaves the repository, or could',
  (path) => {
    expect(staysInside(path)).toBe(false);
  },
);

test.each(['.', 'a', 'a/b c/d.txt', '..a/b..', 'a.b', './a', 'ä/日本'])('the path %j stays inside', (path) => {
  expect(staysInside(path)).toBe(true);
});

test('no path that path.resolve puts outside stays inside', () => {
  const piece = fc.oneof(fc.constantFrom('..', '.', '', 'a', ' ', '...', 'C:', '\\', '~'), fc.string({ maxLength: 3 }));
  const path = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('/'));
  fc.assert(
    fc.property(path, (candidate) => {
      const place = resolve('/repository', candidate);
      const inside = place === '/repository' || place.startsWith(`/repository${sep}`);
      expect(staysInside(candidate) && !inside).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('what is no text is no path', () => {
  expect([1, undefined, null, ['a']].some((value) => staysInside(value))).toBe(false);
});
