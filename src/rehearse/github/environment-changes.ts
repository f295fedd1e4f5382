/** How GitHub environments are made and changed. https://docs.github.com/rest/deployments/environments#create-or-update-an-environment */
import { found, NO_CONTENT, NOT_FOUND, ok, Refusal, unprocessable, type Answer } from './answer';
import {
  addEnvironment,
  environmentShape,
  findEnvironment,
  policyShape,
  type BranchPolicy,
  type Environment,
  type Reviewer,
} from './environments';
import type { Fields } from './fields';
import { idOf } from './names';
import { reads, teamId } from './organizations';
import type { Call, Route } from './route';

/** Where the plan has no reviewers and timers, GitHub says so; go-github and others know these words. */
const NO_PLAN =
  'Failed to create the environment protection rule. Please ensure the billing plan supports the required reviewers protection rule.';

/** Creates it, or replaces its protection: what is not sent is none. */
function putEnvironment(call: Call): Answer {
  const { repository, fields } = call;
  const name = call.parameter('environment_name');
  const wait = fields.number('wait_timer') ?? 0;
  if (!Number.isInteger(wait) || wait < 0 || wait > 43_200) throw unprocessable('Invalid wait timer.');
  const known = findEnvironment(repository, name);
  const reviewers = (fields.parts('reviewers') ?? []).flatMap((each) => reviewerOf(call, known, each) ?? []);
  if (reviewers.length > 6) throw unprocessable('There can be at most 6 reviewers.');
  refusePlan(call, wait > 0 || reviewers.length > 0);
  const changed = {
    ...{ wait, reviewers, preventSelfReview: fields.flag('prevent_self_review') ?? false },
    branches: branchesOf(fields, known),
    adminsBypass: fields.flag('can_admins_bypass') ?? known?.adminsBypass ?? true,
  };
  const environment = known ?? addEnvironment(repository, name);
  return ok(environmentShape(repository, Object.assign(environment, changed)));
}

/** Teams that cannot read the repository are left out in silence. */
function reviewerOf(call: Call, known: Environment | undefined, fields: Fields): Reviewer | undefined {
  const { repository, organization } = call;
  const id = fields.number('id');
  if (fields.choice('type', ['User', 'Team']) === 'Team') {
    const team = organization.teams.find(({ slug }) => teamId(organization.login, slug) === id);
    if (team === undefined) throw unprocessable(`Could not resolve to a node with the id ${id ?? 0}.`);
    return reads(team, repository) ? { team: team.slug } : undefined;
  }
  const asked = (known?.reviewers ?? []).flatMap((each) => ('user' in each ? [each.user] : []));
  const user = [...asked, ...Object.keys(repository.collaborators)].find((login) => idOf(login) === id);
  if (user === undefined) throw unprocessable(`Could not resolve to a node with the id ${id ?? 0}.`);
  return { user };
}

function branchesOf(fields: Fields, known: Environment | undefined): Environment['branches'] {
  const policy = fields.part('deployment_branch_policy');
  const [isProtected, custom] = [policy.flag('protected_branches'), policy.flag('custom_branch_policies')];
  if (isProtected === undefined && custom === undefined) return 'any';
  if (isProtected === custom)
    throw unprocessable('`protected_branches` and `custom_branch_policies` cannot have the same value');
  if (isProtected === true) return 'protected';
  return typeof known?.branches === 'object' ? known.branches : [];
}

/** https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments */
function refusePlan({ repository: { visibility }, organization: { plan } }: Call, rules: boolean): void {
  if (visibility !== 'public' && (plan === 'free' || (plan !== 'enterprise' && rules))) throw unprocessable(NO_PLAN);
}

function policies(call: Call): { environment: Environment; branches: readonly BranchPolicy[] } {
  const environment = found(findEnvironment(call.repository, call.parameter('environment_name')));
  const { branches } = environment;
  if (typeof branches === 'string') throw new Refusal(NOT_FOUND);
  return { environment, branches };
}

function addPolicy(call: Call): Answer {
  const { environment, branches } = policies(call);
  const name = call.fields.required('name');
  const type = call.fields.choice('type', ['branch', 'tag']) ?? 'branch';
  const same = branches.find((each) => each.name === name && each.type === type);
  if (same !== undefined) return { status: 303, headers: { location: call.url.href } };
  const policy = { id: call.repository.nextId(), name, type };
  environment.branches = [...branches, policy];
  return ok(policyShape(policy));
}

const E = '/repos/{owner}/{repo}/environments/{environment_name}';
const WRITE = [{ administration: 'write' }] as const;

export const environmentChangeRoutes: readonly Route[] = [
  { call: `PUT ${E}`, needs: WRITE, answer: putEnvironment },
  {
    call: `DELETE ${E}`,
    needs: WRITE,
    answer: (call) => {
      const gone = found(findEnvironment(call.repository, call.parameter('environment_name')));
      call.repository.environments = call.repository.environments.filter((each) => each !== gone);
      return NO_CONTENT;
    },
  },
  { call: `POST ${E}/deployment-branch-policies`, needs: WRITE, answer: addPolicy },
  {
    call: `DELETE ${E}/deployment-branch-policies/{branch_policy_id}`,
    needs: WRITE,
    answer: (call) => {
      const { environment, branches } = policies(call);
      const gone = found(branches.find(({ id }) => String(id) === call.parameter('branch_policy_id')));
      environment.branches = branches.filter((each) => each !== gone);
      return NO_CONTENT;
    },
  },
];
