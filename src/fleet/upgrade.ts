import { gt } from 'semver';
import type { Plan } from '../managed';
import { releasesBetween, type Release } from './changelog';
import type { Outcome } from './outcome';
import type { Surroundings } from './surroundings';

/** Reads this package's CHANGELOG.md; nothing where there is none. */
export type ReadChangelog = () => string | undefined;

/** What has changed since an older version wrote a repository. */
export interface Upgrade {
  readonly from: string;
  readonly to: string;
  /** Newest first; empty where the package has no changelog. */
  readonly releases: readonly Release[];
}

/** What writing now would upgrade; nothing when the version that wrote last is unknown, or as new. */
export function tryUpgrade({ writtenBy, options }: Plan, changelog: ReadChangelog): Upgrade | undefined {
  const [from, to] = [writtenBy?.version, options.writer?.version];
  if (from === undefined || to === undefined || !gt(to, from)) return undefined;
  return { from, to, releases: releasesBetween(changelog() ?? '', from, to) };
}

/** Prints what the upgrades bring: each release once, with the repositories that get it. Nothing when none is one. */
export function tellUpgrades(
  plans: readonly Outcome<Plan>[],
  changelog: ReadChangelog,
  { print }: Pick<Surroundings, 'print'>,
): void {
  const told = new Map<string, { readonly text: string; readonly names: string[] }>();
  for (const plan of plans) {
    const upgrade = 'value' in plan ? tryUpgrade(plan.value, changelog) : undefined;
    for (const { version, text } of upgrade?.releases ?? []) {
      const { names } = told.get(version) ?? { names: [] };
      told.set(version, { text, names: [...names, plan.target.name] });
    }
  }
  for (const [version, { text, names }] of told) {
    const lines = text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
    print([`What projen-fleet ${version} brings to ${names.join(', ')}:`, ...lines].join('\n'));
  }
}
