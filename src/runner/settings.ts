/** What GitHub knows besides the files: variables, secrets, environments, the repository. */
import type { Level } from './permissions';
import { listOf, nameOf, SettingsReader, textOf } from './settings-reader';
import { asValue, isList, toTable, type Value } from './value';

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
  /** Patterns of branches that may deploy, or `protected`. @default - all may */
  readonly branchPolicy: readonly string[] | 'protected' | undefined;
  readonly preventSelfReview: boolean;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly approvals: readonly Review[];
}

/** One of several runs of a workflow. */
export interface RunSettings {
  readonly id: string;
  readonly event: string;
  readonly ref: string | undefined;
  readonly payload: Value;
  readonly startAfterSeconds: number;
  readonly actor: string | undefined;
}

export interface Settings {
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, EnvironmentSettings>>;
  readonly defaultTokenPermissions: Level;
  /** `owner/name`. */
  readonly repository: string;
  readonly defaultBranch: string;
  readonly protectedBranches: readonly string[];
  readonly actor: string;
  /** Folder of `owner/name@ref`, for actions and called workflows of other repositories. */
  readonly actions: Readonly<Record<string, string>>;
  /** Paths that the event changed. @default - the payload tells, or all may have changed */
  readonly changedFiles: readonly string[] | undefined;
  readonly runs: readonly RunSettings[];
}

/** Reads settings as `--settings` has them. Unknown keys are refused: a misspelt protection would be none. */
export function readSettings(from: unknown): Settings {
  const given = new SettingsReader('settings', asValue(from));
  const repository = given.value('repository');
  const settings: Settings = {
    vars: given.texts('vars'),
    secrets: given.texts('secrets'),
    environments: Object.fromEntries(
      Object.entries(toTable(given.value('environments'))).map(([name, spec]) => [name, readEnvironment(name, spec)]),
    ),
    defaultTokenPermissions: given.choice('default_token_permissions', ['read', 'write'] as const) ?? 'read',
    repository:
      (typeof repository === 'string' ? repository : textOf(toTable(repository)['full_name'])) || 'octo-org/octo-repo',
    defaultBranch: given.text('default_branch') ?? (textOf(toTable(repository)['default_branch']) || 'main'),
    protectedBranches: given.list('protected_branches') ?? ['main'],
    actor: given.text('actor') ?? 'octocat',
    actions: given.texts('actions'),
    changedFiles: given.list('changed_files'),
    runs: listOf(given.value('runs')).map((run, i) => readRun(run, i)),
  };
  given.finish();
  return settings;
}

function readEnvironment(name: string, spec: Value): EnvironmentSettings {
  const given = new SettingsReader(`environment "${name}"`, spec);
  const environment: EnvironmentSettings = {
    reviewers: given.list('reviewers') ?? [],
    waitMinutes: Number(given.value('wait_minutes') ?? 0),
    branchPolicy: readPolicy(given.value('branch_policy')),
    preventSelfReview: given.value('prevent_self_review') === true,
    vars: given.texts('vars'),
    secrets: given.texts('secrets'),
    approvals: listOf(given.value('approvals')).map(readReview),
  };
  given.finish();
  return environment;
}

function readPolicy(policy: Value): EnvironmentSettings['branchPolicy'] {
  if (policy === null || policy === undefined || policy === 'all') return undefined;
  if (policy === 'protected' || toTable(policy)['protected_branches'] === true) return 'protected';
  if (typeof policy === 'string') return [policy];
  const patterns = isList(policy)
    ? policy
    : (toTable(policy)['patterns'] ?? toTable(policy)['branches'] ?? toTable(policy)['custom']);
  return listOf(patterns).map(nameOf);
}

function readReview(review: Value): Review {
  if (typeof review === 'string') return { user: review, state: 'approved' };
  const { user, state } = toTable(review);
  const rejected = state === 'rejected' || toTable(review)['approved'] === false;
  return { user: nameOf(user), state: rejected ? 'rejected' : 'approved' };
}

function readRun(run: Value, index: number): RunSettings {
  const given = toTable(run);
  const { inputs, payload } = given;
  const after = given['start_after_s'];
  return {
    id: textOf(given['id']) || String(index + 1),
    event: textOf(given['event']) || 'push',
    ref: textOf(given['ref']) || undefined,
    payload: inputs === undefined ? (payload ?? null) : { ...toTable(payload), inputs },
    startAfterSeconds: typeof after === 'number' ? after : 0,
    actor: textOf(given['actor']) || undefined,
  };
}
