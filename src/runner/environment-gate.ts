/** Whether a job may use its GitHub environment now. Source: docs.github.com, "Deployments and environments". */
import type { Event } from './event';
import { matchesPolicy } from './pattern';
import type { EnvironmentSettings, Settings } from './settings';

export interface GateRequest {
  readonly environment: string;
  readonly event: Event;
  /** Who started this attempt. */
  readonly triggeringActor: string;
}

export type GateAnswer =
  | { readonly answer: 'open' }
  | { readonly answer: 'waiting'; readonly reason: string }
  | { readonly answer: 'closed'; readonly reason: string };

/** Judges by settings alone: approvals that are written down, and time that does not pass. */
export function judgeGate({ environment, event, triggeringActor }: GateRequest, settings: Settings): GateAnswer {
  const rules = findEnvironment(settings, environment);
  if (rules === undefined) return { answer: 'open' };
  if (!mayDeploy(event, rules, settings)) {
    const name = event.ref.replace(/^refs\/(heads|tags)\//, '');
    return {
      answer: 'closed',
      reason: `Branch "${name}" is not allowed to deploy to ${environment} due to environment protection rules.`,
    };
  }
  const reviews = rules.approvals.filter(
    ({ user }) =>
      rules.reviewers.some((reviewer) => isSame(reviewer, user)) &&
      !(rules.preventSelfReview && isSame(user, triggeringActor)),
  );
  if (rules.reviewers.length > 0) {
    const rejected = reviews.find(({ state }) => state === 'rejected');
    if (rejected !== undefined)
      return { answer: 'closed', reason: `${rejected.user} rejected the deployment to ${environment}.` };
    if (reviews.length === 0)
      return { answer: 'waiting', reason: `${environment} waits for a review by ${rules.reviewers.join(' or ')}.` };
  }
  if (rules.waitMinutes > 0)
    return { answer: 'waiting', reason: `${environment} waits for ${rules.waitMinutes} minutes.` };
  return { answer: 'open' };
}

/** Logins differ by more than case, too. */
function isSame(login: string, other: string): boolean {
  return login.toLowerCase() === other.toLowerCase();
}

/** Names of environments differ by more than case. */
export function findEnvironment(settings: Settings, name: string): EnvironmentSettings | undefined {
  return Object.entries(settings.environments).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
}

function mayDeploy({ ref }: Event, { branchPolicy }: EnvironmentSettings, settings: Settings): boolean {
  if (branchPolicy === undefined) return true;
  const name = ref.replace(/^refs\/(heads|tags)\//, ''); // a pull request keeps its full name
  if (branchPolicy === 'protected')
    return settings.protectedBranches.includes(name) || settings.protectedBranches.length === 0;
  return branchPolicy.some((pattern) => matchesPolicy(pattern, pattern.startsWith('refs/') ? ref : name));
}
