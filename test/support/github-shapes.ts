/** Shapes of GitHub's REST API, as far as scripts read them. https://docs.github.com/rest */

/** What the server sends back; a body that is no text or bytes travels as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Protection of an environment. */
export interface GateRules {
  /** Slugs of teams, or `{ user }`; none: no rule of that kind. */
  readonly reviewers?: readonly (string | { readonly user: string })[];
  /** @default true */
  readonly preventSelfReview?: boolean;
  /** Minutes of the wait timer. @default - no rule of that kind */
  readonly wait?: number;
  /** Names of custom policies, or protected branches, or any branch. @default ['main'] */
  readonly branches?: readonly (string | { readonly tag: string })[] | 'protected' | 'any';
  /** Whether administrators may go past the rules. @default false */
  readonly adminsBypass?: boolean;
}

/** An entry of a run's review history. */
export interface Review {
  readonly state: 'approved' | 'rejected' | 'pending';
  /** Null where the account was deleted. */
  readonly user: string | null;
  readonly environments: readonly string[];
  readonly comment?: string;
}

export interface Asset {
  readonly id: number;
  readonly name: string;
  readonly content: Buffer;
}

export interface Release {
  readonly id: number;
  readonly tag_name: string;
  readonly name: string;
  readonly body: string | null;
  readonly draft: boolean;
  readonly assets: readonly Asset[];
}

export const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found', status: '404' } };

export function foundOrNot(body: unknown): Answer {
  return body === undefined ? NOT_FOUND : { status: 200, body };
}

export function environmentShape(name: string, gate: GateRules): unknown {
  const { branches = ['main'] } = gate;
  const kinds = { protected_branches: branches === 'protected', custom_branch_policies: branches !== 'protected' };
  const rules = [...protectionRules(gate), ...(branches === 'any' ? [] : [{ id: 3, type: 'branch_policy' }])];
  const limits = { protection_rules: rules, deployment_branch_policy: branches === 'any' ? null : kinds };
  return { id: 1, node_id: 'EN', name, can_admins_bypass: gate.adminsBypass ?? false, ...limits };
}

function protectionRules({ reviewers, preventSelfReview = true, wait }: GateRules): unknown[] {
  const rules: unknown[] = [];
  if (wait !== undefined) rules.push({ id: 1, node_id: 'WT', type: 'wait_timer', wait_timer: wait });
  if (reviewers !== undefined) {
    const asked = reviewers.map((reviewer) =>
      typeof reviewer === 'string'
        ? { type: 'Team', reviewer: { id: 1, slug: reviewer, name: reviewer.toUpperCase() } }
        : { type: 'User', reviewer: { id: 2, login: reviewer.user, type: 'User' } },
    );
    rules.push({ id: 2, type: 'required_reviewers', prevent_self_review: preventSelfReview, reviewers: asked });
  }
  return rules;
}

export function policiesShape({ branches = ['main'] }: GateRules): unknown {
  const names = typeof branches === 'string' ? [] : branches;
  const branch_policies = names.map((policy, id) => ({
    id,
    node_id: 'BP',
    ...(typeof policy === 'string' ? { name: policy, type: 'branch' } : { name: policy.tag, type: 'tag' }),
  }));
  return { total_count: names.length, branch_policies };
}

export function reviewShape({ state, user, environments, comment = '' }: Review): unknown {
  return {
    state,
    comment,
    user: user === null ? null : { login: user, id: 1, type: 'User', site_admin: false },
    environments: environments.map((name, id) => ({ id, node_id: 'EN', name })),
  };
}

export function releaseShape(release: Release, url: string): unknown {
  const upload_url = `${url}/upload/repos/acme/shop/releases/${release.id}/assets{?name,label}`;
  const assets = release.assets.map(({ id, name, content }) => ({ id, name, state: 'uploaded', size: content.length }));
  return { ...release, url: `${url}/repos/acme/shop/releases/${release.id}`, upload_url, prerelease: false, assets };
}

/** What a request may say about a release; anything else in it is kept in the record of requests only. */
export function releaseFields(body: string): Partial<Release> {
  const given: unknown = JSON.parse(body);
  if (typeof given !== 'object' || given === null) throw new Error(`This is no release: ${body}`);
  return {
    ...('tag_name' in given && typeof given.tag_name === 'string' && { tag_name: given.tag_name }),
    ...('name' in given && typeof given.name === 'string' && { name: given.name }),
    ...('body' in given && typeof given.body === 'string' && { body: given.body }),
    ...('draft' in given && typeof given.draft === 'boolean' && { draft: given.draft }),
  };
}
