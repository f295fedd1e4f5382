/** A simulated GitHub with the repository `acme/shop`, and a token that may do what the scripts of a delivery need. */
import { addCommit } from '../../src/rehearse/github/commits';
import { addEnvironment, findEnvironment, type EnvironmentOptions } from '../../src/rehearse/github/environments';
import type { Failure } from '../../src/rehearse/github/failures';
import { GitHub } from '../../src/rehearse/github/github';
import type { Permissions } from '../../src/rehearse/github/permissions';
import { addAsset } from '../../src/rehearse/github/release-assets';
import { addRelease, type Release } from '../../src/rehearse/github/releases';
import type { Repository } from '../../src/rehearse/github/repository';

/** Protection of an environment, as the platform asks for it where a test says nothing else. */
export interface GateRules extends Omit<EnvironmentOptions, 'reviewers'> {
  /** Slugs of teams, or `{ user }`. */
  readonly reviewers?: readonly (string | { readonly user: string })[];
}

/** Commit that the steps of a test run on. */
const COMMIT = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';

export class FakeGitHub {
  repository: Repository;
  readonly token: string;

  private constructor(
    private readonly github: GitHub,
    permissions: Permissions,
  ) {
    this.repository = this.newRepository();
    this.token = github.issueToken({ repository: 'acme/shop', permissions });
  }

  static async start(permissions: Permissions = { actions: 'read', contents: 'write' }): Promise<FakeGitHub> {
    return new FakeGitHub(await GitHub.start({ now: () => new Date() }), permissions);
  }

  stop(): Promise<void> {
    return this.github.stop();
  }

  /** Forgets everything: each test begins with an empty repository. */
  reset(): void {
    this.github.removeRepository('acme/shop');
    this.repository = this.newRepository();
    this.github.requests.length = 0;
    this.failures = [];
  }

  /** What a step that may call this API has. */
  get env(): { GH_TOKEN: string; GITHUB_API_URL: string } {
    return { GH_TOKEN: this.token, GITHUB_API_URL: this.url };
  }

  get url(): string {
    return this.github.api;
  }

  get requests(): GitHub['requests'] {
    return this.github.requests;
  }

  /** Requests as `METHOD path`. */
  get calls(): string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  get releases(): Release[] {
    return this.repository.releases;
  }

  set releases(releases: Release[]) {
    this.repository.releases = releases;
  }

  set failures(failures: readonly Failure[]) {
    this.github.failures = [...failures];
  }

  /** A release as an earlier run left it. */
  addRelease(tag: string, files: Readonly<Record<string, string | Buffer>>, more: Partial<Release> = {}): Release {
    const release = addRelease(this.repository, { tag, ...more });
    for (const [name, content] of Object.entries(files)) addAsset(this.repository, release, name, { content });
    return release;
  }

  /** Gives an environment this protection, instead of what it had. */
  protect(name: string, { reviewers = [], ...rules }: GateRules): void {
    const { repository } = this;
    const before = findEnvironment(repository, name);
    repository.environments = repository.environments.filter((known) => known !== before);
    const asked = reviewers.map((reviewer) => (typeof reviewer === 'string' ? { team: reviewer } : reviewer));
    const usual = { preventSelfReview: true, adminsBypass: false, branches: ['main'] };
    addEnvironment(repository, name, { ...usual, ...rules, reviewers: asked });
  }

  private newRepository(): Repository {
    const repository = this.github.addRepository('acme/shop');
    addCommit(repository, { sha: COMMIT });
    return repository;
  }
}
