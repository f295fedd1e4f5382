/** The calls that lead from settings that are served to settings that should be. Each one by itself weakens nothing. */
import { RULESET } from './compare-ruleset';
import { sameName, type BranchPolicy, type Ruleset, type Served, type ServedEnvironment } from './served';

export interface Call {
  /** `PUT /repos/{owner}/{repo}/actions/permissions` */
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What workflows may do first, then main, then the ways into environments. */
export function callsBetween(is: Served, goal: Served): Call[] {
  const environments = goal.environments.flatMap((each) => {
    const now = is.environments.find((one) => sameName(one.name, each.name));
    return now === each ? [] : environmentCalls(now, each);
  });
  return [...actionsCalls(is, goal), ...rulesetCalls(is, goal), ...environments];
}

const R = '/repos/{owner}/{repo}';

function actionsCalls(is: Served, { actions, token }: Served): Call[] {
  const { enabled, allowed, shaPinning } = actions;
  const policy = {
    enabled,
    ...(allowed !== undefined && { allowed_actions: allowed }),
    sha_pinning_required: shaPinning,
  };
  const rights = {
    default_workflow_permissions: token.writes ? 'write' : 'read',
    can_approve_pull_request_reviews: token.approves,
  };
  return [
    ...(is.token === token ? [] : [{ route: `PUT ${R}/actions/permissions/workflow`, parameters: rights }]),
    ...(is.actions === actions ? [] : [{ route: `PUT ${R}/actions/permissions`, parameters: policy }]),
  ];
}

function rulesetCalls(is: Served, { ruleset }: Served): Call[] {
  if (ruleset === undefined || ruleset === is.ruleset) return [];
  const parameters = rulesetBody(ruleset);
  return ruleset.id === undefined
    ? [{ route: `POST ${R}/rulesets`, parameters }]
    : [{ route: `PUT ${R}/rulesets/{ruleset_id}`, parameters: { ...parameters, ruleset_id: ruleset.id } }];
}

/** All of it: GitHub replaces each list that it is sent. */
function rulesetBody({ active, include, exclude, rules, bypass }: Ruleset): Call['parameters'] {
  return {
    ...{ name: RULESET, target: 'branch', enforcement: active ? 'active' : 'disabled' },
    conditions: { ref_name: { include, exclude } },
    rules: rules.map(({ type, parameters }) => ({ type, ...(Object.keys(parameters).length > 0 && { parameters }) })),
    bypass_actors: bypass.map(({ type, id, mode }) => ({ actor_type: type, actor_id: id, bypass_mode: mode })),
  };
}

/** Branches are closed before the first is let in, so a run that ends in the middle leaves none that should not be. */
function environmentCalls(now: ServedEnvironment | undefined, goal: ServedEnvironment): Call[] {
  const path = `${R}/environments/{environment_name}`;
  const call = (route: string, parameters: Call['parameters']): Call => {
    return { route, parameters: { environment_name: now?.name ?? goal.name, ...parameters } };
  };
  const policies = `${path}/deployment-branch-policies`;
  const [before, after] = [policiesOf(now), policiesOf(goal)];
  const gone = before.filter((each) => !after.includes(each));
  const added = after.filter(({ id }) => id === undefined);
  return [
    ...(isProtectedAs(now, goal) ? [] : [call(`PUT ${path}`, protectionBody(goal))]),
    ...gone.map(({ id }) => call(`DELETE ${policies}/{branch_policy_id}`, { branch_policy_id: id })),
    ...added.map(({ name, kind: type }) => call(`POST ${policies}`, { name, type })),
    ...variableCalls(now, goal).map(({ route, parameters }) => call(route.replace('…', path), parameters)),
  ];
}

/** None where GitHub is left with another kind of policy. */
function policiesOf(environment: ServedEnvironment | undefined): readonly BranchPolicy[] {
  const branches = environment?.branches ?? 'any';
  return typeof branches === 'string' ? [] : branches;
}

/** Whether all that one call sets is as it should be; branches and variables have calls of their own. */
function isProtectedAs(now: ServedEnvironment | undefined, goal: ServedEnvironment): boolean {
  if (now === undefined) return false;
  return JSON.stringify(protectionBody(now)) === JSON.stringify(protectionBody(goal));
}

/** All of it: what is not sent is taken away. */
function protectionBody({ reviewers, preventSelfReview, waitMinutes, adminsBypass, branches }: ServedEnvironment) {
  return {
    ...{ wait_timer: waitMinutes, prevent_self_review: preventSelfReview, can_admins_bypass: adminsBypass },
    reviewers: reviewers.map(({ type, id }) => ({ type, id })),
    deployment_branch_policy:
      branches === 'any'
        ? null
        : { protected_branches: branches === 'protected', custom_branch_policies: branches !== 'protected' },
  };
}

function variableCalls(now: ServedEnvironment | undefined, goal: ServedEnvironment): Call[] {
  return Object.entries(goal.variables).flatMap(([name, value]) => {
    const known = now?.variables[name];
    if (known === value) return [];
    return known === undefined
      ? [{ route: 'POST …/variables', parameters: { name, value } }]
      : [{ route: 'PATCH …/variables/{name}', parameters: { name, value } }];
  });
}
