/** Tokens of jobs: made for one repository with a job's permissions, and what became of each permission. */
import { randomBytes } from 'node:crypto';
import { grantedBy, atLeast, type Granted, type Level, type Permissions, type PermissionSet } from './permissions';

export interface TokenRequest {
  /** `owner/name`, or `owner/*` for an app that is installed on all. */
  readonly repository: string;
  /** What is not named is `none`; `metadata: read` comes with every token. */
  readonly permissions: Permissions;
  /** What a report calls its holder. @default - '' */
  readonly job?: string;
  /** Account in whose name it acts. @default - github-actions[bot] */
  readonly login?: string;
  /** From then on it is refused. @default - never */
  readonly expires?: Date;
}

export interface Token {
  /** `owner/name` in small letters. */
  readonly repository: string;
  readonly job: string;
  readonly login: string;
  readonly granted: Granted;
  readonly expires: Date | undefined;
  /** The highest level that an allowed call needed, by permission. */
  readonly used: Map<string, Level>;
}

/** One permission of one token. */
export interface Grant {
  readonly job: string;
  readonly repository: string;
  readonly permission: string;
  readonly granted: Level;
  /** What calls needed of it; `none`: no call did. */
  readonly used: Level;
}

export class Tokens {
  private readonly known = new Map<string, Token>();

  /** A token as GitHub words them: `ghs_` and 36 letters and digits. */
  issue({ repository, permissions, job = '', login = 'github-actions[bot]', expires }: TokenRequest): string {
    if (!/^[\w.-]+\/(?:[\w.-]+|\*)$/.test(repository))
      throw new Error(`A token is for a repository "owner/name", not for "${repository}".`);
    const value = `ghs_${randomBytes(18).toString('hex')}`;
    const granted = grantedBy(permissions);
    this.known.set(value, { repository: repository.toLowerCase(), job, login, granted, expires, used: new Map() });
    return value;
  }

  /** The token with that value, unless its time is over. */
  find(value: string, now: Date): Token | undefined {
    const token = this.known.get(value);
    return token?.expires !== undefined && token.expires <= now ? undefined : token;
  }

  /** Notes that a permission was needed outside of this API: for a checkout, say, or for an identity. */
  use(value: string, permission: string, level: Level): void {
    const token = this.known.get(value);
    if (token === undefined) throw new Error('Nobody was given this token.');
    note(token, permission.replaceAll('-', '_'), level);
  }

  /** All permissions of all tokens, in the order in which the tokens were made; `metadata` is nobody's choice. */
  grants(): Grant[] {
    return [...this.known.values()].flatMap(({ job, repository, granted, used }) =>
      [...granted]
        .filter(([permission, level]) => permission !== 'metadata' && level !== 'none')
        .map(([permission, level]) => {
          return { job, repository, permission, granted: level, used: used.get(permission) ?? 'none' };
        }),
    );
  }

  /** Permissions of which no call needed all: never used, or `write` where `read` would do. */
  unusedGrants(): Grant[] {
    return this.grants().filter(({ granted, used }) => !atLeast(used, granted));
  }
}

/** Whether a token was made for a repository, by its full name. */
export function belongsTo({ repository }: Token, fullName: string): boolean {
  const name = fullName.toLowerCase();
  return repository === name || (repository.endsWith('/*') && name.startsWith(repository.slice(0, -1)));
}

/** The owner of what a token was made for, in small letters. */
export function ownerOf(token: Token | undefined): string {
  return token?.repository.split('/')[0] ?? '';
}

/** Notes what an allowed call needed. */
export function noteUse(token: Token, set: PermissionSet): void {
  for (const [permission, level] of Object.entries(set)) note(token, permission, level);
}

function note({ used }: Token, permission: string, level: Level): void {
  if (!atLeast(used.get(permission) ?? 'none', level)) used.set(permission, level);
}
