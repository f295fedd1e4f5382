/** Reads what an owner has: plan, teams that review or commit, apps that go past rules. */
import { answered } from '../github/answered';
import type { GitHub } from '../github/connect';
import { UsageError } from '../surroundings';
import { CHECKS_APP } from './compare-ruleset';
import { committersIn, reviewersIn, type Desired } from './desired';
import { explain } from './failure';
import type { Organization } from './served';

/** For all definitions of one owner at once. Throws UsageError where the token may not read what is needed for all of them. */
export async function readOrganization(login: string, all: readonly Desired[], github: GitHub): Promise<Organization> {
  try {
    const { data } = await github.request('GET /orgs/{org}', { org: login });
    const members = data.default_repository_permission;
    const slugs = [...new Set([...reviewersIn(all), ...committersIn(all, 'team')])];
    const teams = await Promise.all(slugs.map(async (slug) => [slug, await readTeam(login, slug, github)] as const));
    const names = [CHECKS_APP, ...committersIn(all, 'app')];
    const apps = await Promise.all(names.map(async (name) => [name, await readApp(name, github)] as const));
    return {
      login,
      plan: data.plan?.name,
      membersRead: members !== undefined && members !== null && members !== 'none',
      teams: known(teams),
      apps: known(apps),
    };
  } catch (error) {
    throw new UsageError(`${login}: ${explain(error, 'read the organisation and its teams')}`);
  }
}

function known<T>(rows: readonly (readonly [string, T | undefined])[]): Map<string, T> {
  return new Map(rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

async function readTeam(org: string, slug: string, github: GitHub): Promise<{ id: number; told: boolean } | undefined> {
  const address = { org, team_slug: slug };
  return absent(async () => {
    const { data } = await github.request('GET /orgs/{org}/teams/{team_slug}', address);
    return { id: data.id, told: data.notification_setting !== 'notifications_disabled' };
  });
}

async function readApp(slug: string, github: GitHub): Promise<number | undefined> {
  return absent(async () => (await github.request('GET /apps/{app_slug}', { app_slug: slug })).data?.id);
}

/** Undefined where GitHub has no such thing, or hides it. */
async function absent<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (answered(error)?.status === 404) return undefined;
    throw error;
  }
}
