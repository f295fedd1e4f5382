import { compare, valid } from 'semver';

/** What one release changed, as CHANGELOG.md tells it. */
export interface Release {
  readonly version: string;
  /** The text below its heading; may be empty. */
  readonly text: string;
}

/**
 * The releases after `from` up to and with `to`, newest first, of a changelog in the form of keepachangelog.com: a heading
 * `## [0.2.0] - 2026-10-01` or `## 0.2.0` for each. What is unreleased is left out.
 */
export function releasesBetween(changelog: string, from: string, to: string): Release[] {
  const parts = changelog.replaceAll('\r\n', '\n').split(/^## /m).slice(1);
  const releases = parts.flatMap((part): Release[] => {
    const [heading = '', ...lines] = part.split('\n');
    const version = valid(/^\[?v?([^\]\s]+)/.exec(heading)?.[1]);
    const text = lines.filter((line) => !/^\[[^\]]+\]: /.test(line)); // where the headings link to
    return version === null ? [] : [{ version, text: text.join('\n').trim() }];
  });
  const between = releases.filter(({ version }) => compare(version, from) > 0 && compare(version, to) <= 0);
  return between.sort((a, b) => compare(b.version, a.version));
}
