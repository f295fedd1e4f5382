/** Who may approve. GitHub asks for one of all reviewers, so a further one is a further way in. */
import type { GitHubEnvironment } from '../../model/platform';
import { listOf, notOpen, shown, stricter, tooWeak, type Difference } from './difference';
import { withEnvironment, type Organization, type Reviewer, type Served, type ServedEnvironment } from './served';

interface Around {
  readonly served: Served;
  readonly owner: Organization;
}

export function compareReviewers(wanted: GitHubEnvironment, is: ServedEnvironment, around: Around): Difference[] {
  return [...compareAsked(wanted, is, around), ...compareSelfReview(wanted, is)];
}

function compareAsked({ name, reviewers }: GitHubEnvironment, is: ServedEnvironment, around: Around): Difference[] {
  const among = (team: string): boolean => is.reviewers.some((each) => each.type === 'Team' && each.name === team);
  const absent = reviewers.filter((team) => !among(team));
  const extra = is.reviewers.filter((each) => each.type === 'User' || !reviewers.includes(each.name));
  if (absent.length + extra.length === 0) return [];
  const blocked = blockedBy(absent, around);
  const asks = listOf(is.reviewers.map(label), 'nobody');
  const told = {
    ...{ kind: kindOf(absent, extra), feature: 'reviewers' as const, ...(blocked !== undefined && { blocked }) },
    sentence: `environment ${name}: ${asks} reviews, the definition says ${listOf(
      reviewers.map((team) => `team ${team}`),
      'nobody',
    )}${extra.length > 0 && reviewers.length > 0 ? '; any one reviewer opens it' : ''}`,
    mend: (before: Served): Served => {
      const change = {
        reviewers: reviewers.flatMap((team) => reviewerOf(team, around.owner)),
        preventSelfReview: reviewers.length > 0,
      };
      return withEnvironment(before, name, change);
    },
  };
  if (reviewers.length === 0) return [stricter(told)];
  // Whoever may approve only after this is a way in that was not there.
  return [is.reviewers.length === 0 || absent.length === 0 ? tooWeak(told) : notOpen(told)];
}

function kindOf(absent: readonly string[], extra: readonly Reviewer[]): Difference['kind'] {
  if (extra.length === 0) return 'missing';
  return absent.length === 0 ? 'extra' : 'differs';
}

/** Where nobody reviews yet, it comes with the reviewers. */
function compareSelfReview({ name, reviewers }: GitHubEnvironment, is: ServedEnvironment): Difference[] {
  if (reviewers.length === 0 || is.reviewers.length === 0 || is.preventSelfReview) return [];
  return [
    tooWeak({
      ...{ kind: 'differs', feature: 'reviewers' },
      sentence: `environment ${name}: people may approve their own run, the definition lets nobody`,
      mend: (before) => withEnvironment(before, name, { preventSelfReview: true }),
    }),
  ];
}

/** GitHub refuses teams that are not there, and leaves out in silence those that cannot see the repository. */
function blockedBy(teams: readonly string[], { served, owner }: Around): string | undefined {
  const unknown = teams.filter((team) => !owner.teams.has(team));
  const blind = teams.filter((team) => owner.teams.has(team) && !reads(team, served, owner));
  const sentences = [
    ...unknown.map((team) => `${owner.login} has no team ${team} that the token can see: create it`),
    ...blind.map((team) => `team ${team} cannot read the repository: give it at least read access`),
  ];
  return sentences.length === 0 ? undefined : sentences.join('; ');
}

function reads(team: string, { visibility, teams }: Served, { membersRead }: Organization): boolean {
  return visibility === 'public' || membersRead || teams.includes(team);
}

function reviewerOf(name: string, { teams }: Organization): Reviewer[] {
  const team = teams.get(name);
  return team === undefined ? [] : [{ type: 'Team', id: team.id, name }];
}

function label({ type, name }: Reviewer): string {
  return `${type === 'Team' ? 'team' : 'person'} ${shown(name)}`;
}
