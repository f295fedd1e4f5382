import { compare, coerce, major } from 'semver';

/** A tag that names a version: `v7.0.1`, or `v3` where a publisher tags majors alone. Prereleases are none. */
const VERSION = /^v\d{1,9}(\.\d{1,9}\.\d{1,9})?$/;

/** Whether a tag is a version. Whatever else a publisher, or somebody who got in, calls a tag is passed over. */
export function isVersion(tag: string): boolean {
  return VERSION.test(tag);
}

/** Whether both are of the form `v7.0.1`, or both of the form `v7`: the second moves where a publisher uses the first. */
export function sameForm(one: string, other: string): boolean {
  return one.includes('.') === other.includes('.');
}

/** Negative when the first is older. */
export function compareVersions(one: string, other: string): number {
  return compare(numbersOf(one), numbersOf(other));
}

/** First number of a version. */
export function majorOf(version: string): number {
  return major(numbersOf(version));
}

function numbersOf(version: string): string {
  const found = coerce(version);
  if (found === null) throw new Error(`"${version}" is no version.`);
  return found.version;
}
