/** Branches, tags, and what protects a branch. https://docs.github.com/rest/branches/branches */
import { found, ok, problem, Refusal, type Answer } from './answer';
import { commitShape } from './commit-shape';
import { commitOf, type Commit } from './commits';
import { nodeId } from './names';
import { listed } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';

/** What is not named is off. */
export interface Protection {
  /** Reviews that a pull request needs; undefined: it needs no pull request. */
  readonly reviews?: number;
  readonly dismissStale?: boolean;
  readonly codeOwners?: boolean;
  /** Names of the checks that must pass; undefined: none need to. */
  readonly checks?: readonly string[];
  /** Whether a branch must have all of this one before it is merged. */
  readonly strict?: boolean;
  readonly enforceAdmins?: boolean;
  readonly linearHistory?: boolean;
  readonly forcePushes?: boolean;
  readonly deletions?: boolean;
}

function protectionShape({ url }: Repository, branch: string, protection: Protection) {
  const {
    reviews,
    checks,
    enforceAdmins = false,
    dismissStale = false,
    codeOwners = false,
    strict = false,
  } = protection;
  const self = `${url}/branches/${branch}/protection`;
  return {
    url: self,
    ...(checks !== undefined && {
      required_status_checks: {
        ...{ url: `${self}/required_status_checks`, strict, contexts: [...checks] },
        contexts_url: `${self}/required_status_checks/contexts`,
        checks: checks.map((context) => ({ context, app_id: null })),
      },
    }),
    ...(reviews !== undefined && {
      required_pull_request_reviews: {
        ...{ url: `${self}/required_pull_request_reviews`, required_approving_review_count: reviews },
        ...{ dismiss_stale_reviews: dismissStale, require_code_owner_reviews: codeOwners },
      },
    }),
    enforce_admins: { url: `${self}/enforce_admins`, enabled: enforceAdmins },
    required_linear_history: { enabled: protection.linearHistory ?? false },
    allow_force_pushes: { enabled: protection.forcePushes ?? false },
    allow_deletions: { enabled: protection.deletions ?? false },
  } satisfies Schema<'branch-protection'>;
}

function names({ refs }: Repository, kind: 'heads' | 'tags'): string[] {
  const prefix = `refs/${kind}/`;
  return Object.keys(refs)
    .filter((ref) => ref.startsWith(prefix))
    .map((ref) => ref.slice(prefix.length))
    .sort();
}

function tip(repository: Repository, branch: string): Commit {
  const ref = `refs/heads/${branch}`;
  const commit = repository.refs[ref] === undefined ? undefined : commitOf(repository, ref);
  if (commit === undefined) throw new Refusal(problem(404, 'Branch not found'));
  return commit;
}

function shortBranch(repository: Repository, name: string) {
  const { sha } = tip(repository, name);
  const commit = { sha, url: `${repository.url}/commits/${sha}` };
  return { name, commit, protected: repository.protections[name] !== undefined } satisfies Schema<'short-branch'>;
}

function branchShape(repository: Repository, name: string) {
  const self = `${repository.url}/branches/${name}`;
  const protection = repository.protections[name];
  const contexts = [...(protection?.checks ?? [])];
  return {
    ...{ name, commit: commitShape(repository, tip(repository, name)), protected: protection !== undefined },
    _links: { self, html: `${repository.html}/tree/${name}` },
    protection: {
      enabled: protection !== undefined,
      required_status_checks: { enforcement_level: contexts.length > 0 ? 'everyone' : 'off', contexts, checks: [] },
    },
    protection_url: `${self}/protection`,
  } satisfies Schema<'branch-with-protection'>;
}

function showProtection({ repository }: Call, branch: string): Answer {
  tip(repository, branch);
  const protection = repository.protections[branch];
  if (protection === undefined) throw new Refusal(problem(404, 'Branch not protected'));
  return ok(protectionShape(repository, branch, protection));
}

function tagShape(repository: Repository, name: string) {
  const { sha } = found(commitOf(repository, `refs/tags/${name}`));
  const { url } = repository;
  return {
    ...{ name, node_id: nodeId('REF', name), commit: { sha, url: `${url}/commits/${sha}` } },
    ...{ zipball_url: `${url}/zipball/refs/tags/${name}`, tarball_url: `${url}/tarball/refs/tags/${name}` },
  } satisfies Schema<'tag'>;
}

const READ = [{ contents: 'read' }] as const;

export const branchRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}/branches',
    needs: READ,
    answer: (call) => {
      const { repository, url } = call;
      const only = call.query('protected');
      const all = names(repository, 'heads').filter(
        (name) => only === undefined || String(repository.protections[name] !== undefined) === only,
      );
      return listed(url, all, (name) => shortBranch(repository, name));
    },
  },
  {
    call: 'GET /repos/{owner}/{repo}/branches/{branch+}',
    needs: READ,
    answer: (call) => ok(branchShape(call.repository, call.parameter('branch'))),
  },
  {
    call: 'GET /repos/{owner}/{repo}/branches/{branch+}/protection',
    needs: [{ administration: 'read' }],
    closed: true,
    answer: (call) => showProtection(call, call.parameter('branch')),
  },
  {
    call: 'GET /repos/{owner}/{repo}/tags',
    needs: READ,
    answer: ({ repository, url }) =>
      listed(url, names(repository, 'tags').reverse(), (name) => tagShape(repository, name)),
  },
];
