/** Reads GitHub's settings of a repository. */
import { answered } from '../github/answered';
import type { GitHub } from '../github/connect';
import { UsageError } from '../surroundings';
import { RULESET } from './compare-ruleset';
import type { Desired } from './desired';
import { planRefusal } from './plan-limits';
import { readEnvironments } from './read-environments';
import type { Bypass, Rule, Ruleset, Served } from './served';

/** Two answers that belong together are read together; GitHub's pace is kept by the client. */
export async function readServed(wanted: Desired, github: GitHub): Promise<Served> {
  const repository = { owner: wanted.owner, repo: wanted.name };
  // First of all: where this one is not found, what is missing is no permission for one setting.
  const { data: itself } = await github.request('GET /repos/{owner}/{repo}', repository);
  const [teams, actions, token, ruleset, environments] = await Promise.all([
    github.paginate('GET /repos/{owner}/{repo}/teams', { ...repository, per_page: 100 }),
    github.request('GET /repos/{owner}/{repo}/actions/permissions', repository),
    github.request('GET /repos/{owner}/{repo}/actions/permissions/workflow', repository),
    readRuleset(repository, github),
    readEnvironments(wanted, github),
  ]);
  const { enabled, allowed_actions: allowed, sha_pinning_required: shaPinning = false } = actions.data;
  const { default_workflow_permissions: writes, can_approve_pull_request_reviews: approves } = token.data;
  return {
    visibility: itself.visibility ?? (itself.private ? 'private' : 'public'),
    teams: teams.map(({ slug }) => slug),
    actions: { enabled, allowed, shaPinning },
    token: { writes: writes === 'write', approves },
    ...{ ruleset, environments },
  };
}

async function readRuleset(repository: { owner: string; repo: string }, github: GitHub): Promise<Ruleset | undefined> {
  const all = { ...repository, includes_parents: false, per_page: 100 };
  const list = await github.paginate('GET /repos/{owner}/{repo}/rulesets', all).catch((error: unknown) => {
    // A plan without rulesets has none; that it has none is said where one is wanted.
    if (planRefusal(answered(error)?.message ?? '') !== undefined) return [];
    throw error;
  });
  const id = list.find(({ name }) => name === RULESET)?.id;
  if (id === undefined) return undefined;
  const address = { ...repository, ruleset_id: id };
  const { data } = await github.request('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', address);
  const references = data.conditions !== null && data.conditions !== undefined ? namesIn(data.conditions) : undefined;
  return {
    ...{
      id,
      active: data.enforcement === 'active',
      include: references?.include ?? [],
      exclude: references?.exclude ?? [],
    },
    rules: (data.rules ?? []).map((rule): Rule => ({ type: rule.type, parameters: parametersOf(rule) })),
    bypass: bypassOf(data.bypass_actors),
  };
}

function namesIn(conditions: object): { include?: string[]; exclude?: string[] } | undefined {
  return 'ref_name' in conditions && typeof conditions.ref_name === 'object' && conditions.ref_name !== null
    ? conditions.ref_name
    : undefined;
}

function parametersOf(rule: object): Rule['parameters'] {
  return 'parameters' in rule && typeof rule.parameters === 'object' ? { ...rule.parameters } : {};
}

interface Actor {
  readonly actor_type: string;
  readonly actor_id?: number | null;
  readonly bypass_mode?: string;
}

/** GitHub shows them to those who may change them; without them, nobody knows who goes past the rules. */
function bypassOf(actors: readonly Actor[] | undefined): Bypass[] {
  if (actors === undefined)
    throw new UsageError('The token may not see who goes past the rules of main: it needs administration: write.');
  return actors.map(({ actor_type: type, actor_id: id = null, bypass_mode: mode = 'always' }) => ({ type, id, mode }));
}
