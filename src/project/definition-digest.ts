import { createHash } from 'node:crypto';
import type { FleetProject } from './fleet-project';

/**
 * Digest of what a person wrote, the table of environments included: 12 hex digits, for the manifest.
 *
 * Undefined for a definition that is its components. It is not a digest of the rendering, which the manifest lists file by
 * file, nor of the completed model, to which a new version may add a default: it tells whether a change comes from the
 * definition or from the tool.
 */
export function definitionDigest({ spec }: FleetProject): string | undefined {
  if (spec === undefined) return undefined;
  return createHash('sha256').update(JSON.stringify(spec, sorted)).digest('hex').slice(0, 12);
}

/** Fields in order of their names, since their order in a file means nothing. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
