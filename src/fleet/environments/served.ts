/** GitHub's settings of a repository, as they are or as they should become: plain data, in the words of this tool. */

export interface Reviewer {
  readonly type: 'Team' | 'User';
  readonly id: number;
  /** Slug of the team, or login of the person. */
  readonly name: string;
}

export interface BranchPolicy {
  /** Undefined while GitHub does not have it yet. */
  readonly id: number | undefined;
  /** A name or a pattern. */
  readonly name: string;
  readonly kind: 'branch' | 'tag';
}

export interface ServedEnvironment {
  readonly name: string;
  /** Any one of them opens it. */
  readonly reviewers: readonly Reviewer[];
  readonly preventSelfReview: boolean;
  readonly waitMinutes: number;
  readonly adminsBypass: boolean;
  readonly branches: 'any' | 'protected' | readonly BranchPolicy[];
  readonly variables: Readonly<Record<string, string>>;
}

/** One rule of a ruleset; `parameters` are GitHub's. */
export interface Rule {
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Somebody whom rules do not hold. */
export interface Bypass {
  /** `Integration`, `Team`, `DeployKey`, … */
  readonly type: string;
  readonly id: number | null;
  /** `always`, `pull_request` or `exempt`. */
  readonly mode: string;
}

/** The ruleset of this tool; rules that people have elsewhere only add to it, and are left alone. */
export interface Ruleset {
  /** Undefined while GitHub does not have it yet. */
  readonly id: number | undefined;
  readonly active: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly Rule[];
  readonly bypass: readonly Bypass[];
}

export interface ActionsPolicy {
  readonly enabled: boolean;
  /** `all`, `local_only` or `selected`. */
  readonly allowed: string | undefined;
  readonly shaPinning: boolean;
}

export interface WorkflowToken {
  /** Whether it may write where a workflow says nothing. */
  readonly writes: boolean;
  /** Whether it may approve pull requests. */
  readonly approves: boolean;
}

export interface Served {
  readonly visibility: string;
  /** Slugs of the teams that were given access. */
  readonly teams: readonly string[];
  readonly actions: ActionsPolicy;
  readonly token: WorkflowToken;
  readonly ruleset: Ruleset | undefined;
  readonly environments: readonly ServedEnvironment[];
}

/** What an owner has: the plan limits what can be set. */
export interface Organization {
  readonly login: string;
  /** `free`, `team`, `enterprise`; undefined where the token may not see it. */
  readonly plan: string | undefined;
  /** Whether every member can read every repository. */
  readonly membersRead: boolean;
  /** By slug. */
  readonly teams: ReadonlyMap<string, { readonly id: number; readonly told: boolean }>;
  /** Ids of GitHub Apps by slug. */
  readonly apps: ReadonlyMap<string, number>;
}

/** GitHub tells names of environments apart by their letters alone. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** An environment changed. */
export function withEnvironment(served: Served, name: string, change: Partial<ServedEnvironment>): Served {
  const environments = served.environments.map((each) => (sameName(each.name, name) ? { ...each, ...change } : each));
  return { ...served, environments };
}

/** The ruleset of a state that has one. */
export function withRuleset(served: Served, change: (ruleset: Ruleset) => Partial<Ruleset>): Served {
  const { ruleset } = served;
  return ruleset === undefined ? served : { ...served, ruleset: { ...ruleset, ...change(ruleset) } };
}
