/** Rights of a job's token. Source: github.com/actions/runner src/Sdk/WorkflowParser Permissions.cs, PermissionsHelper.cs. */
import { child, entries, place, plainText, type Token } from './token';

export type Level = 'read' | 'write';

/** Scope to level; a scope that is absent is not granted. */
export type Permissions = Readonly<Record<string, Level>>;

/** https://docs.github.com/en/actions/reference/authentication-in-workflows#permissions-for-the-github_token */
const SCOPES = [
  ...['actions', 'artifact-metadata', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'id-token'],
  ...['issues', 'models', 'packages', 'pages', 'pull-requests', 'repository-projects', 'security-events', 'statuses'],
];

/** What a repository gives where a workflow says nothing. Nobody gets an id-token without asking. */
export function defaultPermissions(policy: Level): Permissions {
  if (policy === 'read') return { contents: 'read', packages: 'read' };
  return grantAll('write', ['id-token', 'models']);
}

/** The most that a called workflow may ask for where its caller says nothing. */
function mostPermissions(policy: Level): Permissions {
  return policy === 'read' ? defaultPermissions(policy) : grantAll('write', []);
}

function grantAll(level: Level, without: readonly string[]): Permissions {
  const scopes = SCOPES.filter((scope) => !without.includes(scope));
  return Object.fromEntries(scopes.map((scope) => [scope, scope === 'models' ? 'read' : level]));
}

/** What `permissions:` says; undefined where it is not there. */
export function readPermissions(token: Token | undefined): Permissions | undefined {
  if (token === undefined) return undefined;
  const all = plainText(token);
  if (all === 'read-all') return grantAll('read', ['id-token']);
  if (all === 'write-all') return grantAll('write', []);
  const levels = entries(token).map(([scope, level]) => [scope, plainText(level)] as const);
  return Object.fromEntries(levels.flatMap(([scope, level]) => (isLevel(level) ? [[scope, level]] : [])));
}

function isLevel(level: string | undefined): level is Level {
  return level === 'read' || level === 'write';
}

/** What a called workflow asks for beyond what its caller allows, as GitHub words it. */
export function checkCap(
  job: Token,
  asks: { readonly who: string; readonly requested: Permissions | undefined },
  allowed: Permissions | undefined,
  policy: Level,
): string[] {
  const most = allowed ?? mostPermissions(policy);
  const beyond = Object.entries(asks.requested ?? {}).filter(([scope, level]) => rank(level) > rank(most[scope]));
  if (beyond.length === 0) return [];
  const list = (levels: readonly (readonly [string, string | undefined])[]): string =>
    levels.map(([scope, level]) => `${scope}: ${level ?? 'none'}`).join(', ');
  const could = beyond.map(([scope]) => [scope, most[scope]] as const);
  const uses = child(job, 'uses');
  return [
    `${place(uses)}Error calling workflow '${plainText(uses) ?? ''}'. ${asks.who} is requesting '${list(beyond)}', but is only allowed '${list(could)}'.`,
  ];
}

function rank(level: Level | undefined): number {
  return level === undefined ? 0 : level === 'read' ? 1 : 2;
}

/** A fork's pull request gets reading at most, and no id-token. */
export function forFork(permissions: Permissions): Permissions {
  const kept = Object.keys(permissions).filter((scope) => scope !== 'id-token');
  return Object.fromEntries(kept.map((scope) => [scope, 'read' as const]));
}
