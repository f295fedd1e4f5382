/** GitHub's REST API on this machine: the part that scripts use, with its state in the hands of the test. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import * as shapes from './github-shapes';
import type { Answer, Asset, GateRules, Release, Review } from './github-shapes';

/** An answer that is not the usual one. */
export interface Trouble {
  /** What `METHOD path` looks like. */
  readonly match: RegExp;
  readonly status: number;
  readonly body?: string;
  /** How often. @default - always */
  times?: number;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

type Route = (groups: readonly string[], request: Request) => Answer;

/** Repository `acme/shop`. */
export class FakeGitHub {
  readonly requests: Request[] = [];
  environments: Record<string, GateRules> = {};
  runs: Record<string, unknown> = {};
  /** Runs of a workflow file, newest first. */
  workflowRuns: Record<string, unknown[]> = {};
  reviews: Review[] = [];
  releases: Release[] = [];
  troubles: Trouble[] = [];
  private lastId = 100;

  private constructor(
    private readonly server: Server,
    readonly token: string,
  ) {}

  static async start(token = 'job-token'): Promise<FakeGitHub> {
    const server = createServer();
    const github = new FakeGitHub(server, token);
    server.on('request', (request, response) => {
      void github.receive(request).then(({ status, body, headers }) => {
        const plain = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
        response.writeHead(status, headers).end(plain ? body : JSON.stringify(body));
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return github;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** Forgets everything: each test begins with an empty repository. */
  reset(): void {
    this.requests.length = 0;
    [this.environments, this.runs, this.workflowRuns] = [{}, {}, {}];
    [this.reviews, this.releases, this.troubles] = [[], [], []];
  }

  /** What a step that may call this API has. */
  get env(): { GH_TOKEN: string; GITHUB_API_URL: string } {
    return { GH_TOKEN: this.token, GITHUB_API_URL: this.url };
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The fake API does not listen.');
    return address.port;
  }

  /** Requests as `METHOD path`. */
  get calls(): string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  /** A release as an earlier run left it. */
  addRelease(tag: string, files: Readonly<Record<string, string | Buffer>>, more: Partial<Release> = {}): Release {
    const assets = Object.entries(files).map(([name, content]) => this.asset(name, Buffer.from(content)));
    const release = { id: ++this.lastId, tag_name: tag, name: tag, body: '', draft: false, assets, ...more };
    this.releases.push(release);
    return release;
  }

  private asset(name: string, content: Buffer): Asset {
    return { id: ++this.lastId, name, content };
  }

  private async receive(message: IncomingMessage): Promise<Answer> {
    const chunks: Uint8Array[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    await new Promise((end) => message.once('end', end));
    const { method = '', url: path = '', headers } = message;
    const request = { method, path, headers, body: Buffer.concat(chunks) };
    this.requests.push(request);
    try {
      return this.trouble(`${method} ${path}`) ?? this.answer(request);
    } catch {
      return { status: 400, body: { message: 'Problems parsing JSON' } };
    }
  }

  private trouble(call: string): Answer | undefined {
    const trouble = this.troubles.find(({ match, times = 1 }) => times > 0 && match.test(call));
    if (trouble?.times !== undefined) trouble.times -= 1;
    return trouble;
  }

  private answer(request: Request): Answer {
    const { method, path, headers } = request;
    if (path.startsWith('/storage/')) return this.download(path, headers);
    if (headers.authorization !== `Bearer ${this.token}`) return { status: 401, body: { message: 'Bad credentials' } };
    for (const [pattern, route] of this.routes) {
      const [verb = '', shape = ''] = pattern.split(' ');
      const groups = new RegExp(`^${shape.replaceAll(':id', '([^/?]+)')}(?:\\?(.*))?$`).exec(path);
      if (verb === method && groups) return route(groups.slice(1), request);
    }
    return shapes.NOT_FOUND;
  }

  private readonly routes: readonly (readonly [string, Route])[] = [
    ['GET /repos/acme/shop/environments/:id', ([name = '']) => this.environment(name)],
    ['GET /repos/acme/shop/environments/:id/deployment-branch-policies', ([name = '']) => this.policies(name)],
    ['GET /repos/acme/shop/actions/runs/:id', ([id = '']) => shapes.foundOrNot(this.runs[id])],
    ['GET /repos/acme/shop/actions/runs/:id/approvals', () => ok(this.reviews.map(shapes.reviewShape))],
    ['GET /repos/acme/shop/actions/workflows/:id/runs', ([file = '']) => this.runsOf(file)],
    ['GET /repos/acme/shop/releases', () => ok(this.releases.map((release) => this.shape(release)))],
    ['POST /repos/acme/shop/releases', (_, { body }) => this.create(body.toString())],
    ['GET /repos/acme/shop/releases/tags/:id', ([tag = '']) => this.byTag(tag)],
    ['GET /repos/acme/shop/releases/assets/:id', ([id = ''], { headers }) => this.locate(id, headers)],
    ['PATCH /repos/acme/shop/releases/:id', ([id = ''], { body }) => this.change(id, body.toString())],
    ['DELETE /repos/acme/shop/releases/:id', ([id = '']) => this.remove(id)],
    ['POST /upload/repos/acme/shop/releases/:id/assets', ([id = '', query], { body }) => this.upload(id, query, body)],
  ];

  private environment(name: string): Answer {
    const gate = this.environments[name];
    return shapes.foundOrNot(gate && shapes.environmentShape(name, gate));
  }

  private policies(name: string): Answer {
    const gate = this.environments[name];
    return shapes.foundOrNot(gate && shapes.policiesShape(gate));
  }

  private runsOf(file: string): Answer {
    const runs = this.workflowRuns[file];
    return shapes.foundOrNot(runs && { total_count: runs.length, workflow_runs: runs });
  }

  private shape(release: Release | undefined): unknown {
    return release && shapes.releaseShape(release, this.url);
  }

  private create(body: string): Answer {
    const { tag_name = '', ...more } = shapes.releaseFields(body);
    return { status: 201, body: this.shape(this.addRelease(tag_name, {}, more)) };
  }

  /** A draft has no tag yet. */
  private byTag(tag: string): Answer {
    return shapes.foundOrNot(this.shape(this.releases.find((known) => !known.draft && known.tag_name === tag)));
  }

  private byId(id: string): Release | undefined {
    return this.releases.find((known) => String(known.id) === id);
  }

  private change(id: string, body: string): Answer {
    const before = this.byId(id);
    if (before === undefined) return shapes.NOT_FOUND;
    const after = { ...before, ...shapes.releaseFields(body) };
    this.releases = this.releases.map((known) => (known === before ? after : known));
    return ok(this.shape(after));
  }

  private remove(id: string): Answer {
    this.releases = this.releases.filter((known) => String(known.id) !== id);
    return { status: 204 };
  }

  private upload(id: string, query: string | undefined, content: Buffer): Answer {
    const release = this.byId(id);
    const asset = this.asset(new URLSearchParams(query).get('name') ?? '', content);
    const after = release && { ...release, assets: [...release.assets, asset] };
    this.releases = this.releases.map((known) => (known === release && after ? after : known));
    return { status: 201, body: { id: asset.id, name: asset.name, state: 'uploaded' } };
  }

  private assetBy(id: string | undefined): Asset | undefined {
    return this.releases.flatMap(({ assets }) => assets).find((known) => String(known.id) === id);
  }

  /** Bytes are on another host, at a signed address. */
  private locate(id: string, { accept }: IncomingHttpHeaders): Answer {
    const asset = this.assetBy(id);
    if (asset === undefined || accept !== 'application/octet-stream')
      return shapes.foundOrNot(asset && { id: asset.id });
    return { status: 302, headers: { location: `http://localhost:${this.port}/storage/${asset.id}?signature=1` } };
  }

  /** It refuses a second kind of credentials, as the real one does. */
  private download(path: string, { authorization }: IncomingHttpHeaders): Answer {
    if (authorization !== undefined) return { status: 400, body: 'Only one auth mechanism allowed' };
    return shapes.foundOrNot(this.assetBy(/^\/storage\/(\d+)/.exec(path)?.[1])?.content);
  }
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}
