/** Programs and people read the changelog by its headings: `## x.y.z - date`, newest first, and kinds of changes below. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fields, text } from './invariants/read';

const root = resolve(__dirname, '..');
const changelog = readFileSync(resolve(root, 'CHANGELOG.md'), 'utf8');
const headings = [...changelog.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading);
const released = headings.map((heading) => /^(\d+)\.(\d+)\.(\d+) - (\d{4}-\d{2}-\d{2})$/.exec(heading));

test('the first heading is "Unreleased", and each of the others a version with its date', () => {
  expect(headings[0]).toBe('Unreleased');
  expect(headings.slice(1).filter((_, i) => released[i + 1] === null)).toEqual([]);
  expect(headings.length).toBeGreaterThan(1);
});

test('the newest version comes first, each only once, on a day that there is', () => {
  const all = released.filter((each) => each !== null);
  const numbers = all.map(([, major, minor, patch]) => Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => b - a));
  const dates = all.map(([, , , , date = '']) => date);
  expect(dates.map((date) => new Date(date).toISOString().slice(0, 10))).toEqual(dates);
  expect(dates).toEqual([...dates].sort().reverse());
});

test('below them are kinds of changes that readers know', () => {
  const kinds = [...changelog.matchAll(/^### (.*)$/gm)].map(([, kind]) => kind);
  expect(kinds.filter((kind) => !/^(Added|Changed|Deprecated|Removed|Fixed|Security)$/.test(kind ?? ''))).toEqual([]);
});

test('the version of the package, once it has one, is told', () => {
  const version = text(fields(JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))).version);
  expect([...headings.map((heading) => heading.split(' ')[0]), '0.0.0']).toContain(version);
});
