/** Reviewers are told by GitHub when something waits for them, where their team lets it: a setting of the team. */
import type { GitHub } from '../github/connect';
import { reviewersIn, type Desired } from './desired';
import { harmless } from './difference';
import { explain } from './failure';
import type { Turn } from './first-alone';
import type { Outcome } from './mend';
import type { Organization } from './served';

/** Teams whose members would hear nothing, as differences of the organisation. */
export function compareTeams(all: readonly Desired[], { login, teams }: Organization): Outcome {
  const silent = silentTeams(all, teams);
  const differences = silent.map((team) =>
    harmless({
      kind: 'differs',
      sentence: `team ${team}: its members are not told that something waits for their review, the definition says they are`,
      // A team belongs to no repository: `tellTeams` sets it.
      mend: (served) => served,
    }),
  );
  return { name: `organisation ${login}`, mended: [], differences };
}

/** https://docs.github.com/rest/teams/teams#update-a-team needs `members: write` in the organisation. */
export async function tellTeams(
  all: readonly Desired[],
  { login, teams }: Organization,
  github: GitHub,
  turn: Turn,
): Promise<Outcome> {
  const before = compareTeams(all, { login, teams, plan: undefined, membersRead: false, apps: new Map() });
  try {
    for (const team of silentTeams(all, teams)) {
      const change = { org: login, team_slug: team, notification_setting: 'notifications_enabled' } as const;
      await turn(() => github.request('PATCH /orgs/{org}/teams/{team_slug}', change));
    }
    return { ...before, mended: before.differences.map(({ sentence }) => sentence), differences: [] };
  } catch (error) {
    return { ...before, error: explain(error, 'change the notifications of a team') };
  }
}

function silentTeams(all: readonly Desired[], teams: Organization['teams']): string[] {
  const asked = reviewersIn(all.filter(({ notifyReviewers }) => notifyReviewers));
  return asked.filter((slug) => teams.get(slug)?.told === false);
}
