/**
 * What GitHub's plans leave out. Private and internal repositories have environments and rulesets from GitHub Pro and Team
 * on, reviewers and wait timers with GitHub Enterprise only; public ones have all of it.
 * https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments
 */
import type { Difference, Feature } from './difference';
import type { Organization, Served } from './served';

const NAMES: Readonly<Record<string, string>> = { free: 'GitHub Free', pro: 'GitHub Pro', team: 'GitHub Team' };

const NEEDS: Readonly<Record<Feature, string>> = {
  environments: 'environments of private repositories need GitHub Team',
  rulesets: 'rulesets of private repositories need GitHub Team',
  reviewers:
    'reviewers and wait timers of private repositories need GitHub Enterprise; where there is none, use approval: pull-request',
};

/** A difference that the plan does not let anybody mend says so, before anything is changed. */
export function blockByPlan(difference: Difference, { visibility }: Served, { login, plan }: Organization): Difference {
  const { feature, blocked } = difference;
  const name = NAMES[plan ?? ''];
  if (feature === undefined || blocked !== undefined || name === undefined || visibility === 'public')
    return difference;
  if (plan !== 'free' && feature !== 'reviewers') return difference;
  return { ...difference, blocked: `${login} has ${name}, and ${NEEDS[feature]}` };
}

/** The same in GitHub's answers, for a plan that could not be read. */
export function planRefusal(message: string): string | undefined {
  if (/billing plan/i.test(message)) return NEEDS.reviewers;
  return /^Upgrade to GitHub/.test(message) ? NEEDS.rulesets : undefined;
}
