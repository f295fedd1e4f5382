/** What settings say of a GitHub environment, in each form that people and GitHub's API give it. */
import { listOf, nameOf, SettingsReader, textOf } from './settings-reader';
import { isList, toTable, type Value } from './value';

/** A decision of a person about a job that waits for review. */
export interface Review {
  readonly user: string;
  readonly state: 'approved' | 'rejected';
}

/** A GitHub environment. One that is not listed has no protection, as on GitHub, where using it creates it. */
export interface EnvironmentSettings {
  /** Who may approve; one approval is enough. */
  readonly reviewers: readonly string[];
  /** Time before a job may start. Here it never passes by itself: the job waits. */
  readonly waitMinutes: number;
  /** Patterns of branches that may deploy, of `refs/tags/…` for tags alone, or `protected`. @default - all may */
  readonly branchPolicy: readonly string[] | 'protected' | undefined;
  readonly preventSelfReview: boolean;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly approvals: readonly Review[];
}

export function readEnvironment(name: string, spec: Value): EnvironmentSettings {
  const what = `environment "${name}"`;
  const given = new SettingsReader(what, spec);
  const wait = Number(given.value('wait_minutes', 'wait_timer') ?? 0);
  if (!(wait >= 0)) throw new Error(`${what}: wait_minutes is no number of minutes. Write 0 or more.`);
  const environment: EnvironmentSettings = {
    reviewers: given.list('reviewers', 'required_reviewers') ?? [],
    waitMinutes: wait,
    branchPolicy: readPolicy(given.value('branch_policy', 'deployment_branch_policy'), what),
    preventSelfReview: given.flag('prevent_self_review'),
    vars: given.texts('vars', 'variables'),
    secrets: given.texts('secrets'),
    approvals: readReviews(given.value('approvals', 'reviews'), what),
  };
  given.value('name');
  given.value('can_admins_bypass'); // nobody bypasses anything here
  given.finish();
  return environment;
}

const PROTECTED = ['protected', 'protectedbranches', 'protectedbranchesonly', 'protectedonly'];
const UNRESTRICTED = ['', 'all', 'any', 'none', 'null', 'norestriction'];

function readPolicy(policy: Value, what: string): EnvironmentSettings['branchPolicy'] {
  if (policy === null || policy === undefined || policy === false) return undefined;
  if (isList(policy)) return policy.map(patternOf);
  if (typeof policy === 'object') return readPolicyTable(policy, what);
  const word = textOf(policy)
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  if (PROTECTED.includes(word)) return 'protected';
  return UNRESTRICTED.includes(word) ? undefined : [textOf(policy)];
}

/** As GitHub's API has it, `protected_branches` beside `custom_branch_policies`, or with the patterns in it. */
function readPolicyTable(
  policy: { readonly [name: string]: Value },
  what: string,
): EnvironmentSettings['branchPolicy'] {
  const given = new SettingsReader(`${what}: branch_policy`, policy);
  const kind = given.value('type', 'policy', 'kind') ?? null;
  const [onlyProtected, custom] = [
    given.flag('protected_branches', 'protected'),
    given.value('custom_branch_policies'),
  ];
  const tags = listOf(given.value('tags')).map((tag) => `refs/tags/${nameOf(tag).replace(/^refs\/tags\//, '')}`);
  const lists = [given.value('patterns', 'names', 'custom', 'branch_policies'), given.value('branches')];
  given.finish();
  if (onlyProtected) return 'protected';
  const patterns = [...lists, typeof custom === 'boolean' ? null : custom].flatMap((list) =>
    listOf(list).map(patternOf),
  );
  if (patterns.length > 0 || tags.length > 0) return [...patterns, ...tags];
  if (custom === true) return []; // patterns are asked for, and none is there
  return readPolicy(kind, what);
}

/** A name, or an object with one that may say that it is about branches or tags alone. */
function patternOf(value: Value): string {
  const { type } = toTable(value);
  const name = nameOf(value);
  if (name.startsWith('refs/') || (type !== 'tag' && type !== 'branch')) return name;
  return `refs/${type === 'tag' ? 'tags' : 'heads'}/${name}`;
}

/** A list of decisions, one decision, or a mapping of people to decisions. */
function readReviews(reviews: Value, what: string): Review[] {
  const table = toTable(reviews);
  const isMapping = Object.keys(table).length > 0 && nameOf(reviews) === '';
  const list = isMapping ? Object.entries(table).map(([user, state]) => ({ user, state })) : listOf(reviews);
  return list.map((review) => readReview(review, what));
}

const APPROVED = ['approved', 'approve', 'accepted', 'true'];
const REJECTED = ['rejected', 'reject', 'denied', 'declined', 'false'];

function readReview(review: Value, what: string): Review {
  const table = toTable(review);
  const user = nameOf(review);
  const said = textOf(table['state'] ?? table['status'] ?? table['decision'] ?? table['approved'] ?? 'approved');
  const word = said.toLowerCase();
  if (user !== '' && APPROVED.includes(word)) return { user, state: 'approved' };
  if (user !== '' && REJECTED.includes(word)) return { user, state: 'rejected' };
  const fault = user === '' ? 'an approval names nobody' : `the approval of ${user} is "${said}"`;
  throw new Error(`${what}: ${fault}. Write {"user": "olga", "state": "approved"}, or "rejected".`);
}
