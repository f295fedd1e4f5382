/** People, bots and teams as answers show them. */
import { idOf, nodeId } from './names';
import type { Host, Repository } from './repository';
import type { Schema } from './schemas';

/** An account; whoever ends in `[bot]` is a bot. */
export function userShape({ host }: Pick<Repository, 'host'>, login: string) {
  const url = `${host.api}/users/${encodeURIComponent(login)}`;
  const bot = login.endsWith('[bot]');
  const id = idOf(login);
  return {
    ...{ login, id, node_id: nodeId('U', id), avatar_url: `${host.web}/avatars/u/${id}`, gravatar_id: '', url },
    html_url: bot ? `${host.web}/apps/${login.replace('[bot]', '')}` : `${host.web}/${login}`,
    ...{ followers_url: `${url}/followers`, following_url: `${url}/following{/other_user}` },
    ...{ gists_url: `${url}/gists{/gist_id}`, starred_url: `${url}/starred{/owner}{/repo}` },
    ...{ subscriptions_url: `${url}/subscriptions`, organizations_url: `${url}/orgs`, repos_url: `${url}/repos` },
    ...{ events_url: `${url}/events{/privacy}`, received_events_url: `${url}/received_events` },
    type: bot ? 'Bot' : 'User',
    site_admin: false,
  } satisfies Schema<'simple-user'>;
}

export function teamShape(host: Host, owner: string, slug: string, notifications = true) {
  const id = idOf(`${owner}/${slug}`);
  const url = `${host.api}/organizations/${idOf(owner)}/team/${id}`;
  return {
    ...{ id, node_id: nodeId('T', id), name: slug, slug, description: null, privacy: 'closed' },
    ...{ permission: 'pull', type: 'organization' as const, parent: null },
    notification_setting: notifications ? 'notifications_enabled' : 'notifications_disabled',
    ...{ url, html_url: `${host.web}/orgs/${owner}/teams/${slug}` },
    ...{ members_url: `${url}/members{/member}`, repositories_url: `${url}/repos` },
  } satisfies Schema<'team'>;
}

/** The app in whose name a bot acts. */
export function appShape(repository: Pick<Repository, 'host' | 'createdAt'>, login: string) {
  const slug = login.replace('[bot]', '');
  const id = idOf(slug);
  return {
    ...{ id, slug, node_id: nodeId('A', id), owner: userShape(repository, 'github'), name: slug, description: '' },
    ...{ external_url: `${repository.host.web}/apps/${slug}`, html_url: `${repository.host.web}/apps/${slug}` },
    ...{ created_at: repository.createdAt, updated_at: repository.createdAt, permissions: {}, events: [] },
  } satisfies NonNullable<Schema<'integration'>>;
}
