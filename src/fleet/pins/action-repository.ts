import { fieldOf } from '../github/answered';
import { UsageError } from '../surroundings';
import { readInterface, type ActionInterface } from './action-interface';
import { textOf, tryGet, type GitHubApi } from './github-api';
import { isVersion } from './version';

/** Where a tag points. */
export interface Tagged {
  /** The commit, behind however many tag objects. */
  readonly commit: string;
  /** The tag object, where the tag is annotated. */
  readonly object: string | undefined;
}

/** A tag that is a version. */
export interface Version {
  readonly name: string;
  readonly commit: string;
}

/** What GitHub says of the repository of an action. */
export interface Standing {
  /** `owner/repository` as it is called today. */
  readonly name: string;
  readonly archived: boolean;
  readonly disabled: boolean;
}

const PER_PAGE = 100;
/** More tags than any action has; a server that never ends its list would otherwise be read for ever. */
const PAGES = 50;

/** The repository that publishes an action, read through GitHub's API. */
export class ActionRepository {
  private readonly owner: string;
  private readonly repo: string;
  private readonly folder: string;

  constructor(
    private readonly api: GitHubApi,
    private readonly action: string,
  ) {
    const [owner = '', repo = '', ...folder] = action.split('/');
    this.owner = owner;
    this.repo = repo;
    this.folder = folder.map((part) => `${part}/`).join('');
  }

  /** `owner/repository` as the table calls it. */
  get name(): string {
    return `${this.owner}/${this.repo}`;
  }

  /** Undefined where the repository is gone, or became private. */
  async tryStanding(): Promise<Standing | undefined> {
    const found = await this.get('');
    if (found === undefined) return undefined;
    const flag = (key: string): boolean => fieldOf(found, key) === true;
    return { name: textOf(found, 'full_name'), archived: flag('archived'), disabled: flag('disabled') };
  }

  /** The tags that are versions, each with its commit, in GitHub's order. */
  async versions(): Promise<Version[]> {
    const versions: Version[] = [];
    for (let page = 1; page <= PAGES; page += 1) {
      const found = await this.get('/tags', { per_page: PER_PAGE, page });
      if (!Array.isArray(found)) throw new UsageError(`GitHub's answer is no list of the tags of ${this.action}.`);
      const tags = found.map((tag: unknown) => ({ name: textOf(tag, 'name'), commit: textOf(tag, 'commit', 'sha') }));
      versions.push(...tags.filter(({ name }) => isVersion(name)));
      if (found.length < PER_PAGE) return versions;
    }
    throw new UsageError(`${this.action} has more than ${PAGES * PER_PAGE} tags. Look by hand.`);
  }

  /** Undefined where there is no such tag. */
  async tryTag(tag: string): Promise<Tagged | undefined> {
    const ref = await this.get('/git/ref/{ref}', { ref: `tags/${tag}` });
    if (ref === undefined) return undefined;
    let object = fieldOf(ref, 'object');
    const annotated = fieldOf(object, 'type') === 'tag' ? textOf(object, 'sha') : undefined;
    for (let depth = 0; depth < 5 && fieldOf(object, 'type') === 'tag'; depth += 1)
      object = fieldOf(await this.get('/git/tags/{tag_sha}', { tag_sha: textOf(object, 'sha') }), 'object');
    if (fieldOf(object, 'type') !== 'commit')
      throw new UsageError(`Tag ${tag} of ${this.action} names no commit. Look at it by hand.`);
    return { commit: textOf(object, 'sha'), object: annotated };
  }

  /** When a version was published, as GitHub and not its author says it; undefined where the tag has no release. */
  async tryReleased(tag: string): Promise<Date | undefined> {
    const published = fieldOf(await this.get('/releases/tags/{tag}', { tag }), 'published_at');
    return typeof published === 'string' ? new Date(published) : undefined;
  }

  /** What a workflow sees of the action at a commit. Throws where there is no action. */
  async interfaceAt(commit: string): Promise<ActionInterface> {
    for (const file of ['action.yml', 'action.yaml']) {
      const found = await this.get('/contents/{path}', { path: `${this.folder}${file}`, ref: commit });
      if (found !== undefined) return readInterface(Buffer.from(textOf(found, 'content'), 'base64').toString('utf8'));
    }
    throw new UsageError(`${this.action} has no action.yml at ${commit}.`);
  }

  private get(path: string, parameters: Readonly<Record<string, string | number>> = {}): Promise<unknown> {
    const { owner, repo } = this;
    return tryGet(this.api, `GET /repos/{owner}/{repo}${path}`, { owner, repo, ...parameters });
  }
}
