/** Names of repositories, and the ids that GitHub gives beside them. */
import { createHash } from 'node:crypto';

/** The two parts of `owner/name`. */
export function fullNamed(fullName: string): { owner: string; name: string } {
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(fullName) ?? [];
  if (owner === undefined || name === undefined)
    throw new Error(`"${fullName}" is no name of a repository. Write it as "owner/name".`);
  return { owner, name };
}

/** An id that is always the same for a name: of people, teams, and what else a story only names. */
export function idOf(name: string): number {
  return createHash('sha256').update(name.toLowerCase()).digest().readUIntBE(0, 4);
}

/** A `node_id`: opaque to every caller. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`;
}
