import { check, short, smallFleet } from './support/fleet-on-disk';
import { seeded } from './support/seeded';
import { identitySeeds } from './support/seeds-identity';
import { platformSeeds } from './support/seeds-platform';
import { valueSeeds } from './support/seeds-values';

const seeds = [...identitySeeds, ...platformSeeds, ...valueSeeds];
const rows = seeds.map((seed) => [`${seed.id} ${seed.title}`, seed] as const);

test('a fleet without a defect has no findings', () => {
  expect(check(smallFleet())).toEqual([]);
});

test.each(rows)('%s is found at its place', (_, { id, wrong, at = [], also = [] }) => {
  const { files, marks } = seeded(wrong);
  const findings = check(files);
  const own = findings.filter((finding) => finding.id === id);
  expect(short(own)).toEqual([...marks, ...at].map((place) => `${id} ${place}`).sort());
  const others = new Set(findings.map((finding) => finding.id).filter((each) => each !== id));
  expect([...others].sort()).toEqual([...also].sort());
});

test.each(rows)('%s has a neighbour in which it is not found', (_, { right }) => {
  expect(check(seeded(right).files)).toEqual([]);
});

test('every rule has seeds, and there are more than 100', () => {
  const ids = Array.from({ length: 22 }, (_, i) => `V${String(i + 1).padStart(2, '0')}`);
  expect([...new Set(seeds.map(({ id }) => id))].sort()).toEqual([...ids, 'V11r'].sort());
  expect(seeds.length).toBeGreaterThan(100);
});
