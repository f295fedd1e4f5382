/** What a repository holds: plain objects that a story arranges and reads, and that routes change. */
import { newActionsPolicy, type ActionsPolicy } from './actions-policy';
import type { Artifact } from './artifacts';
import type { Protection } from './branches';
import type { CheckRun } from './checks';
import type { Comment } from './comments';
import type { Commit } from './commits';
import type { Deployment } from './deployments';
import type { Environment } from './environments';
import type { Issue } from './issues';
import { fullNamed } from './names';
import type { Organization } from './organizations';
import type { Role } from './people';
import type { PullRequest } from './pulls';
import type { TagObject } from './refs';
import type { Release } from './releases';
import type { Ruleset } from './rulesets';
import type { WorkflowRun } from './runs';
import type { CommitStatus } from './statuses';
import type { TreeObject } from './trees';
import type { Dispatch, Workflow } from './workflows';

/** What all repositories of one GitHub share. */
export interface Host {
  /** Address of the API: `http://127.0.0.1:40123` */
  readonly api: string;
  /** Address for people. */
  readonly web: string;
  now(): Date;
  /** Ids increase over everything. */
  nextId(): number;
  /** The repository of that full name, if somebody added it. */
  findRepository(fullName: string): Repository | undefined;
  /** The owner of repositories. */
  organization(login: string): Organization;
  /** An address of the storage for this path; it holds for ten minutes. */
  signedAddress(path: string): string;
}

/** How the subject of the identity tokens of jobs is made. */
export interface SubjectClaims {
  useDefault: boolean;
  keys?: string[];
}

export interface RepositoryOptions {
  /** @default private */
  readonly visibility?: 'private' | 'internal' | 'public';
  /** @default main */
  readonly defaultBranch?: string;
}

export class Repository {
  readonly owner: string;
  readonly name: string;
  readonly id: number;
  readonly createdAt: string;
  readonly visibility: 'private' | 'internal' | 'public';
  readonly defaultBranch: string;
  environments: Environment[] = [];
  workflows: Workflow[] = [];
  runs: WorkflowRun[] = [];
  dispatches: Dispatch[] = [];
  artifacts: Artifact[] = [];
  releases: Release[] = [];
  commits: Commit[] = [];
  /** Object that a full reference names: `refs/heads/main`. */
  refs: Record<string, string> = {};
  tags: TagObject[] = [];
  /** Those that callers made. */
  trees: TreeObject[] = [];
  /** By branch. */
  protections: Record<string, Protection> = {};
  rulesets: Ruleset[] = [];
  actions: ActionsPolicy = newActionsPolicy();
  deployments: Deployment[] = [];
  statuses: CommitStatus[] = [];
  checkRuns: CheckRun[] = [];
  issues: Issue[] = [];
  comments: Comment[] = [];
  pulls: PullRequest[] = [];
  /** By login. */
  collaborators: Record<string, Role> = {};
  /** Logins, by slug of the team. */
  teams: Record<string, string[]> = {};
  subject: SubjectClaims = { useDefault: true };

  constructor(
    readonly fullName: string,
    readonly host: Host,
    { visibility = 'private', defaultBranch = 'main' }: RepositoryOptions = {},
  ) {
    ({ owner: this.owner, name: this.name } = fullNamed(fullName));
    this.id = host.nextId();
    this.createdAt = this.time();
    this.visibility = visibility;
    this.defaultBranch = defaultBranch;
  }

  /** Address in the API. */
  get url(): string {
    return `${this.host.api}/repos/${this.fullName}`;
  }

  /** Address for people. */
  get html(): string {
    return `${this.host.web}/${this.fullName}`;
  }

  nextId(): number {
    return this.host.nextId();
  }

  /** The time in the form of the API, to the second. */
  time(): string {
    return timeOf(this.host.now());
  }
}

export function timeOf(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
