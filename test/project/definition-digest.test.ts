import { fleet } from '../../repos';
import { definitionDigest } from '../../src/project/definition-digest';
import { FleetProject } from '../../src/project/fleet-project';

class Shop extends FleetProject {
  constructor(override readonly spec?: object) {
    super({ name: 'shop', definition: 'repos/shop.ts' });
  }
}

const digestOf = (spec?: object) => definitionDigest(new Shop(spec));

test('the digest is 12 hex digits, and the same whatever the order of fields', () => {
  expect(digestOf({ a: 1, b: { c: [1, 2], d: null } })).toMatch(/^[0-9a-f]{12}$/);
  expect(digestOf({ b: { d: null, c: [1, 2] }, a: 1 })).toBe(digestOf({ a: 1, b: { c: [1, 2], d: null } }));
});

test.each([[{ a: 2 }], [{ a: '1' }], [{ a: [1] }], [{ a: 1, b: 1 }], [{}]])(
  '%j is another definition than {"a":1}',
  (other) => {
    expect(digestOf(other)).not.toBe(digestOf({ a: 1 }));
  },
);

test('the order of a list counts', () => {
  expect(digestOf({ a: [1, 2] })).not.toBe(digestOf({ a: [2, 1] }));
});

test('a definition that is its components alone has no digest', () => {
  expect(digestOf()).toBeUndefined();
});

test('every repository of the fleet has one of its own, which does not depend on where it is checked out', () => {
  const digests = (outdir: string) => fleet.map((Definition) => definitionDigest(new Definition({ outdir })));
  expect(new Set(digests('.')).size).toBe(fleet.length);
  expect(digests('elsewhere')).toEqual(digests('.'));
});
