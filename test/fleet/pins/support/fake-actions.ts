// Repositories of actions, served on this machine as GitHub's API serves them.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { GitHubApi } from '../../../../src/fleet/pins/github-api';

export interface FakeTag {
  readonly commit: string;
  /** SHAs of tag objects in front of the commit. */
  readonly objects?: readonly string[];
  /** When its release was published. */
  readonly released?: string;
}

export interface FakeRepository {
  /** What it is called today. */
  readonly name?: string;
  readonly archived?: boolean;
  readonly disabled?: boolean;
  readonly tags: Readonly<Record<string, FakeTag>>;
  /** Files by commit and path: `<commit>:action.yml`. */
  readonly files: Readonly<Record<string, string>>;
}

type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };

/** A server of repositories; every call is recorded, and `fault` may answer in place of GitHub. */
export class FakeActions {
  readonly calls: string[] = [];
  readonly authorizations: (string | undefined)[] = [];
  fault: (path: string) => Answer | undefined = () => undefined;
  private readonly server = createServer((message, response) => {
    this.answer(message, response);
  });

  constructor(readonly repositories: Record<string, FakeRepository>) {}

  async open(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    const address = this.server.address();
    if (typeof address !== 'object' || address === null) throw new Error('Not listening.');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer(message: IncomingMessage, response: ServerResponse): void {
    const url = new URL(message.url ?? '', 'http://127.0.0.1');
    const path = decodeURIComponent(url.pathname);
    this.calls.push(`${message.method ?? ''} ${path}${url.search}`);
    this.authorizations.push(message.headers.authorization);
    const { status, body, headers } = this.fault(path) ?? this.find(path, url.searchParams);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  private find(path: string, query: URLSearchParams): Answer {
    const [, name = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(path) ?? [];
    const repository = this.repositories[name];
    const body = repository === undefined ? undefined : contentOf(name, repository, rest, query);
    return body === undefined ? { status: 404, body: { message: 'Not Found' } } : { status: 200, body };
  }
}

function contentOf(name: string, { tags, files, ...rest }: FakeRepository, path: string, query: URLSearchParams) {
  const { archived = false, disabled = false } = rest;
  if (path === '') return { full_name: rest.name ?? name, archived, disabled };
  if (path === '/tags') {
    const [size, page] = [Number(query.get('per_page')), Number(query.get('page'))];
    const all = Object.entries(tags).map(([tag, { commit }]) => ({ name: tag, commit: { sha: commit } }));
    return all.slice(size * (page - 1), size * page);
  }
  const [, kind = '', key = ''] = /^\/(git\/ref\/tags|git\/tags|releases\/tags|contents)\/(.*)$/.exec(path) ?? [];
  const tag = tags[key];
  if (kind === 'git/ref/tags') return tag && { ref: `refs/tags/${key}`, object: objectAt(tag, 0) };
  if (kind === 'git/tags') {
    const owner = Object.values(tags).find(({ objects = [] }) => objects.includes(key));
    return owner && { sha: key, object: objectAt(owner, (owner.objects ?? []).indexOf(key) + 1) };
  }
  if (kind === 'releases/tags') return tag?.released && { tag_name: key, published_at: tag.released };
  const text = files[`${query.get('ref') ?? ''}:${key}`];
  return text === undefined ? undefined : { encoding: 'base64', content: Buffer.from(text).toString('base64') };
}

function objectAt({ commit, objects = [] }: FakeTag, depth: number) {
  const sha = objects[depth];
  return sha === undefined ? { type: 'commit', sha: commit } : { type: 'tag', sha };
}

/** The plainest client that there is: no patience, so that what goes wrong is seen at once. */
export function plainClient(baseUrl: string): GitHubApi {
  return {
    async request(route, parameters = {}) {
      const left = new Map(Object.entries(parameters));
      const path = (route.split(' ')[1] ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const value = String(left.get(name));
        left.delete(name);
        return encodeURIComponent(value);
      });
      const query = new URLSearchParams([...left].map(([name, value]): [string, string] => [name, String(value)]));
      const response = await fetch(`${baseUrl}${path}?${query.toString()}`);
      if (!response.ok)
        throw Object.assign(new Error(`GitHub answered ${response.status}.`), { status: response.status });
      const data: unknown = await response.json();
      return { data };
    },
  };
}

/** A commit, or the SHA of a tag object, made of one digit. */
export function sha(digit: string): string {
  return digit.repeat(40);
}

/** Text of an action.yml. */
export function actionYml(inputs: Readonly<Record<string, object>> = {}, more: object = {}): string {
  return JSON.stringify({ name: 'x', inputs, outputs: { out: {} }, runs: { using: 'node24' }, ...more });
}
