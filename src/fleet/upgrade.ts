import { gt } from 'semver';
import type { Plan } from '../managed';
import { releasesBetween, type Release } from './changelog';
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

/** What upgrades bring to repositories, each release told once. Holds texts and names, no plans. */
export class Upgrades {
  private readonly told = new Map<string, { readonly text: string; readonly names: string[] }>();

  constructor(private readonly changelog: ReadChangelog) {}

  add(name: string, plan: Plan): void {
    for (const { version, text } of tryUpgrade(plan, this.changelog)?.releases ?? []) {
      const { names } = this.told.get(version) ?? { names: [] };
      this.told.set(version, { text, names: [...names, name] });
    }
  }

  /** Nothing when none is one. */
  print({ print }: Pick<Surroundings, 'print'>): void {
    for (const [version, { text, names }] of this.told) {
      const lines = text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
      print([`What projen-fleet ${version} brings to ${names.join(', ')}:`, ...lines].join('\n'));
    }
  }
}
