/** Organisations: their plan, and teams with what they may see. https://docs.github.com/rest/orgs/orgs */
import { found, ok, type Answer } from './answer';
import { idOf, nodeId } from './names';
import { listed } from './pages';
import type { Host, Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';
import { appShape, teamShape } from './users';

export interface Team {
  readonly slug: string;
  /** Whether its members are told of what concerns the team. */
  notifications: boolean;
  /** Names of the repositories that it was given, `owner/name`. */
  readonly repositories: string[];
}

export interface Organization {
  readonly login: string;
  /** `free`, `team` or `enterprise`. */
  plan: string;
  /** What its members may do in every repository. */
  members: 'none' | 'read' | 'write' | 'admin';
  teams: Team[];
  /** Apps that somebody published, by slug. */
  apps: string[];
}

const CREATED = '2020-01-01T00:00:00Z';
const TIMES = { created_at: CREATED, updated_at: CREATED };

/** All owners of a GitHub; one that nobody arranged has every feature, and no teams. */
export class Organizations {
  private readonly known = new Map<string, Organization>();

  of(login: string): Organization {
    const key = login.toLowerCase();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made: Organization = { login, plan: 'enterprise', members: 'none', teams: [], apps: ['github-actions'] };
    this.known.set(key, made);
    return made;
  }
}

/** Lets a team read these repositories; one that is new here is made. */
export function addTeam({ teams }: Organization, slug: string, ...repositories: readonly string[]): Team {
  const known = teams.find((team) => team.slug === slug);
  const team = known ?? { slug, notifications: true, repositories: [] };
  if (known === undefined) teams.push(team);
  team.repositories.push(...repositories);
  return team;
}

export function teamId(owner: string, slug: string): number {
  return idOf(`${owner}/${slug}`);
}

/** Whether a team is one whose reviews a repository can ask for. */
export function reads({ repositories }: Team, { fullName, visibility, host, owner }: Repository): boolean {
  const given = repositories.some((name) => name.toLowerCase() === fullName.toLowerCase());
  return given || visibility === 'public' || host.organization(owner).members !== 'none';
}

/** What team and organisation show of it. */
function organizationShape({ api, web }: Host, login: string) {
  const url = `${api}/orgs/${login}`;
  const id = idOf(login);
  return {
    ...{ login, id, node_id: nodeId('O', id), url, repos_url: `${url}/repos`, events_url: `${url}/events` },
    ...{ hooks_url: `${url}/hooks`, issues_url: `${url}/issues`, members_url: `${url}/members{/member}` },
    ...{ public_members_url: `${url}/public_members{/member}`, avatar_url: '', description: null, ...TIMES },
    ...{ has_organization_projects: true, has_repository_projects: true, public_repos: 0, public_gists: 0 },
    ...{ followers: 0, following: 0, html_url: `${web}/${login}`, type: 'Organization', archived_at: null },
  } satisfies Schema<'team-organization'>;
}

/** The plan is nobody's business without a permission of its own. */
function showOrganization(call: Call): Answer {
  const { login, plan, members } = call.organization;
  const seen = call.can('organization_plan', 'read');
  return ok({
    ...organizationShape(call.host, login),
    ...(seen && {
      plan: { name: plan, space: 976_562_499, private_repos: 999_999 },
      default_repository_permission: members,
    }),
  } satisfies Schema<'organization-full'>);
}

function fullTeam({ host, organization: { login } }: Call, { slug, notifications, repositories }: Team) {
  return {
    ...teamShape(host, login, slug, notifications),
    ...{ privacy: 'closed' as const, members_count: 1, repos_count: repositories.length, ...TIMES },
    notification_setting: notifications ? ('notifications_enabled' as const) : ('notifications_disabled' as const),
    organization: organizationShape(host, login),
  } satisfies Schema<'team-full'>;
}

function namedTeam(call: Call): Team {
  const slug = call.parameter('team_slug').toLowerCase();
  return found(call.organization.teams.find((team) => team.slug === slug));
}

function changeTeam(call: Call): Answer {
  const team = namedTeam(call);
  const words = ['notifications_enabled', 'notifications_disabled'] as const;
  const setting = call.fields.choice('notification_setting', words);
  if (setting !== undefined) team.notifications = setting === 'notifications_enabled';
  return ok(fullTeam(call, team));
}

export const organizationRoutes: readonly Route[] = [
  { call: 'GET /orgs/{org}', needs: [{ metadata: 'read' }], answer: showOrganization },
  {
    call: 'GET /orgs/{org}/teams/{team_slug}',
    needs: [{ members: 'read' }],
    closed: true,
    answer: (call) => ok(fullTeam(call, namedTeam(call))),
  },
  { call: 'PATCH /orgs/{org}/teams/{team_slug}', needs: [{ members: 'write' }], answer: changeTeam },
  {
    call: 'GET /apps/{app_slug}',
    needs: [{ metadata: 'read' }],
    answer: (call) => {
      const slug = call.parameter('app_slug');
      return ok(
        appShape({ host: call.host, createdAt: CREATED }, found(call.organization.apps.find((app) => app === slug))),
      );
    },
  },
  {
    call: 'GET /repos/{owner}/{repo}/teams',
    needs: [{ administration: 'read' }],
    closed: true,
    answer: ({ url, repository, organization, host }) => {
      const given = organization.teams.filter(({ repositories }) =>
        repositories.some((name) => name.toLowerCase() === repository.fullName.toLowerCase()),
      );
      return listed(url, given, ({ slug, notifications }) => teamShape(host, organization.login, slug, notifications));
    },
  },
];
