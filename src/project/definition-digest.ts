import { createHash } from 'node:crypto';
import type { FleetProject } from './fleet-project';

/**
 * Digest of what a person defined, completed by defaults and the table of environments: 12 hex digits, for the manifest.
 *
 * Undefined for a definition without a model. It is not a digest of the rendering, which the manifest lists file by file:
 * this one tells whether a change comes from the definition or from the tool.
 */
export function definitionDigest({ model }: FleetProject): string | undefined {
  if (model === undefined) return undefined;
  return createHash('sha256').update(JSON.stringify(model, sorted)).digest('hex').slice(0, 12);
}

/** Fields in order of their names, since their order in a file means nothing. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
