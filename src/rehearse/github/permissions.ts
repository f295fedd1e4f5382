/** What a token may do, and what a call needs. https://docs.github.com/rest/authentication/permissions-required-for-github-apps */

const LEVELS = ['none', 'read', 'write', 'admin'] as const;

export type Level = (typeof LEVELS)[number];

export type PermissionName =
  | 'actions'
  | 'administration'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'environments'
  | 'issues'
  | 'members'
  | 'metadata'
  | 'organization_plan'
  | 'pull_requests'
  | 'statuses'
  | 'workflows';

/** Permissions that are needed together. */
export type PermissionSet = Readonly<Partial<Record<PermissionName, 'read' | 'write'>>>;

/** Any one of these sets is enough. */
export type Needs = readonly PermissionSet[];

/** As in a workflow's `permissions`: both `pull-requests` and `pull_requests` are understood. */
export type Permissions = Readonly<Record<string, Level>>;

export type Granted = ReadonlyMap<string, Level>;

/** `metadata: read` comes with every token. */
export function grantedBy(permissions: Permissions): Granted {
  const rows = Object.entries(permissions).map(([name, level]) => [name.replaceAll('-', '_'), level] as const);
  return new Map([['metadata', 'read'] as const, ...rows]);
}

export function atLeast(level: Level, needed: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(needed);
}

/** The first set that the token has; undefined where it has none of them. */
export function metBy(granted: Granted, needs: Needs): PermissionSet | undefined {
  return needs.find((set) => Object.entries(set).every(([name, level]) => atLeast(granted.get(name) ?? 'none', level)));
}

/** As the header `X-Accepted-GitHub-Permissions` has it: `contents=write; contents=write,workflows=write`. */
export function acceptedPermissions(needs: Needs): string {
  return needs
    .map((set) =>
      Object.entries(set)
        .map(([name, level]) => `${name}=${level}`)
        .join(','),
    )
    .join('; ');
}
