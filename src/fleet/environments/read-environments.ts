/** Reads the GitHub environments of a repository, with branches and variables where they matter. */
import type { GitHub } from '../github/connect';
import type { Desired } from './desired';
import { sameName, type BranchPolicy, type Reviewer, type ServedEnvironment } from './served';

type Repository = { readonly owner: string; readonly repo: string };

export async function readEnvironments(wanted: Desired, github: GitHub): Promise<ServedEnvironment[]> {
  const repository = { owner: wanted.owner, repo: wanted.name };
  const all = await github.paginate('GET /repos/{owner}/{repo}/environments', { ...repository, per_page: 100 });
  return Promise.all(
    all.map(async (each): Promise<ServedEnvironment> => {
      const { name, protection_rules: rules = [], deployment_branch_policy: policy = null } = each;
      const row = wanted.environments.find((one) => sameName(one.name, name));
      const reviews = rules.find((rule) => rule.type === 'required_reviewers');
      const timer = rules.find((rule) => rule.type === 'wait_timer');
      const custom = policy?.custom_branch_policies === true;
      const hasVariables = Object.keys(row?.variables ?? {}).length > 0;
      return {
        name,
        reviewers: reviews !== undefined && 'reviewers' in reviews ? (reviews.reviewers ?? []).flatMap(reviewerOf) : [],
        preventSelfReview: reviews !== undefined && 'reviewers' in reviews && reviews.prevent_self_review === true,
        waitMinutes: timer !== undefined && 'wait_timer' in timer ? (timer.wait_timer ?? 0) : 0,
        // GitHub answers with it, its description of the API does not have it.
        adminsBypass: Reflect.get(each, 'can_admins_bypass') !== false,
        branches: custom ? await readPolicies(repository, name, github) : policy === null ? 'any' : 'protected',
        variables: hasVariables ? await readVariables(repository, name, github) : {},
      };
    }),
  );
}

function reviewerOf({ type, reviewer }: { type?: string; reviewer?: { id: number | bigint } }): Reviewer[] {
  if (reviewer === undefined) return [];
  const id = Number(reviewer.id);
  if (type === 'Team' && 'slug' in reviewer) return [{ type, id, name: String(reviewer.slug) }];
  return [{ type: 'User', id, name: 'login' in reviewer ? String(reviewer.login) : String(id) }];
}

async function readPolicies(repository: Repository, name: string, github: GitHub): Promise<BranchPolicy[]> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
  const all = await github.paginate(route, { ...repository, environment_name: name, per_page: 100 });
  return all.map(({ id, name: policy = '', type = 'branch' }) => ({ id, name: policy, kind: type }));
}

async function readVariables(repository: Repository, name: string, github: GitHub): Promise<Record<string, string>> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/variables';
  const all = await github.paginate(route, { ...repository, environment_name: name, per_page: 30 });
  return Object.fromEntries(all.map(({ name: variable, value }) => [variable, value]));
}
