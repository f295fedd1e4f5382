/** GitHub for a fleet: pull requests in memory, branches in real bare repositories, and whatever goes wrong in between. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Pull {
  readonly number: number;
  readonly head: string;
  base: string;
  title: string;
  body: string;
  state: 'open' | 'closed';
  merged_at: string | null;
  /** Head of the branch when it was last seen. */
  sha: string;
  readonly labels: Set<string>;
  readonly reviewers: string[];
  readonly comments: string[];
}

/** What a call meets: an answer instead, before or after it was carried out. */
export type Trouble = 'none' | 'error' | 'lost' | 'broken' | 'slow' | 'secondary';

type Fields = Readonly<Record<string, unknown>>;

class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const NEVER = 'none' as const;

export class FleetGitHub {
  readonly pulls = new Map<string, Pull[]>();
  /** `METHOD /path` of every call, whatever became of it. */
  readonly calls: string[] = [];
  trouble: (call: string) => Trouble = () => NEVER;
  /** Conclusion of the one check of a commit; `null` while it runs, undefined where there is none. */
  check: (repository: string, sha: string) => string | null | undefined = () => 'success';
  headers: Readonly<Record<string, string>> = {};
  /** Reviewers that cannot be asked. */
  unknown: readonly string[] = [];
  permissions: Readonly<Record<string, string>> = {};
  /** Answers that are taken from here instead: a status and, maybe, headers. */
  refusals: { readonly match: RegExp; readonly status: number; readonly message: string; readonly headers?: Readonly<Record<string, string>> }[] = []; // prettier-ignore
  /** Calls that are taken in an hour, which is three seconds long here. */
  hourly = Infinity;
  /** How often each kind of trouble was met. */
  readonly met = new Map<string, number>();
  /** Is told of each call before it is answered. */
  onCall: () => void = () => undefined;
  private hour = { ends: 0, used: 0 };
  private readonly server = createServer((request, response) => void this.receive(request, response));

  /** `repositories` has a bare repository `<name>.git` each. */
  private constructor(private readonly repositories: string) {}

  static async start(repositories: string): Promise<FleetGitHub> {
    const github = new FleetGitHub(repositories);
    await new Promise<void>((ready) => github.server.listen(0, '127.0.0.1', ready));
    return github;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** Writing calls that were carried out or tried, by repository. */
  touched(): Set<string> {
    const writes = this.calls.filter((call) => !call.startsWith('GET '));
    return new Set(writes.flatMap((call) => /\/repos\/[^/]+\/([^/?]+)/.exec(call)?.[1] ?? []));
  }

  of(repository: string): Pull[] {
    return this.pulls.get(repository) ?? [];
  }

  git(repository: string, ...args: string[]): string {
    return execFileSync('git', ['--git-dir', this.bare(repository), ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  }

  /** Merges as GitHub does it by default; the branch stays. */
  merge(repository: string, number: number): void {
    const pull = this.find(repository, String(number));
    this.git(repository, 'update-ref', `refs/heads/${pull.base}`, pull.sha);
    Object.assign(pull, { state: 'closed', merged_at: '2026-01-01T00:00:00Z' });
  }

  private bare(repository: string): string {
    return join(this.repositories, `${repository}.git`);
  }

  private branch(repository: string, name: string): string | undefined {
    const file = join(this.bare(repository), 'refs/heads', name);
    if (existsSync(file)) return readFileSync(file, 'utf8').trim();
    const packed = join(this.bare(repository), 'packed-refs');
    if (!existsSync(packed)) return undefined;
    return new RegExp(`^([0-9a-f]{40}) refs/heads/${name}$`, 'm').exec(readFileSync(packed, 'utf8'))?.[1];
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    await new Promise((end) => request.once('end', end));
    const call = `${request.method ?? ''} ${request.url ?? ''}`;
    this.calls.push(call);
    this.onCall();
    const trouble = this.trouble(call);
    this.note(trouble);
    if (trouble === 'slow') await wait(300, undefined, { ref: false });
    if (trouble === 'broken') request.socket.destroy();
    else if (trouble === 'error') send(response, 502, { message: 'Bad Gateway' });
    else if (trouble === 'secondary')
      send(response, 403, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': '0.2' });
    else this.serve(call, Buffer.concat(chunks).toString(), response, trouble === 'lost');
  }

  private serve(call: string, text: string, response: ServerResponse, lost: boolean): void {
    const limited = this.count();
    const refusal = this.refusals.find(({ match }) => match.test(call));
    if (limited !== undefined) send(response, 403, { message: 'API rate limit exceeded.' }, limited);
    else if (refusal !== undefined) send(response, refusal.status, { message: refusal.message }, refusal.headers);
    else {
      const [status, body] = this.answer(call, text === '' ? {} : JSON.parse(text));
      if (lost) response.destroy();
      else send(response, status, body, this.headers);
    }
  }

  private count(): Record<string, string> | undefined {
    const now = Date.now();
    if (this.hour.ends < now) this.hour = { ends: now + 3000, used: 0 };
    this.hour.used += 1;
    if (this.hour.used <= this.hourly) return undefined;
    this.note('hourly limit');
    return { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(this.hour.ends / 1000)) };
  }

  private note(trouble: string): void {
    this.met.set(trouble, (this.met.get(trouble) ?? 0) + 1);
  }

  private answer(call: string, fields: Fields): [number, unknown] {
    try {
      return this.route(call, fields);
    } catch (error) {
      if (error instanceof Refused) return [error.status, { message: error.message, errors: [] }];
      throw error;
    }
  }

  private route(call: string, fields: Fields): [number, unknown] {
    const [, method = '', path = ''] = /^(\w+) ([^?]*)/.exec(call) ?? [];
    if (path === '/') return [200, {}];
    if (path.startsWith('/app/installations/')) return path.endsWith('/access_tokens') ? [201, { token: 'ghs_made', expires_at: '2099-01-01T00:00:00Z', permissions: {} }] : [200, { permissions: this.permissions }]; // prettier-ignore
    const [, repository = '', rest = ''] = /^\/repos\/[^/]+\/([^/]+)\/(.*)$/.exec(path) ?? [];
    if (!existsSync(this.bare(repository))) throw new Refused(404, 'Not Found');
    this.lookAt(repository);
    const [kind = '', id = '', what = ''] = rest.split('/');
    if (rest === 'pulls') return method === 'POST' ? this.create(repository, fields) : [200, this.of(repository).map((pull) => shape(repository, pull)).reverse()]; // prettier-ignore
    if (kind === 'pulls' && what === '') return this.change(repository, id, method === 'PATCH' ? fields : {});
    if (kind === 'pulls') return this.ask(repository, id, fields);
    if (kind === 'issues' && what === 'labels') return this.label(repository, id, fields);
    if (kind === 'issues') return [201, this.find(repository, id).comments.push(String(fields['body']))];
    if (kind === 'git' && method === 'DELETE')
      return this.remove(repository, decodeURIComponent(rest.replace('git/refs/', '')));
    if (kind === 'commits') return this.commit(repository, id, what);
    if (kind === 'contents') return this.file(repository, rest.replace('contents/', ''));
    throw new Refused(404, `Nobody serves ${call}.`);
  }

  /** GitHub closes a pull request whose branch is gone, and shows the newest commit of those that are open. */
  private lookAt(repository: string): void {
    for (const pull of this.of(repository).filter(({ state }) => state === 'open')) {
      const sha = this.branch(repository, pull.head);
      if (sha === undefined) pull.state = 'closed';
      else pull.sha = sha;
    }
  }

  private create(repository: string, { title, body, head, base }: Fields): [number, unknown] {
    const all = this.of(repository);
    const sha = this.branch(repository, String(head));
    if (sha === undefined) throw new Refused(422, 'head is invalid');
    if (all.some(({ state }) => state === 'open')) throw new Refused(422, 'A pull request already exists for acme.');
    if (sha === this.branch(repository, String(base))) throw new Refused(422, 'No commits between them');
    const texts = { head: String(head), base: String(base), title: String(title), body: String(body) };
    const pull: Pull = { ...texts, number: all.length + 1, state: 'open', merged_at: null, sha, labels: new Set(), reviewers: [], comments: [] }; // prettier-ignore
    this.pulls.set(repository, [...all, pull]);
    return [201, shape(repository, pull)];
  }

  private find(repository: string, number: string): Pull {
    const pull = this.of(repository).find((each) => String(each.number) === number);
    if (pull === undefined) throw new Refused(404, 'Not Found');
    return pull;
  }

  private change(repository: string, number: string, fields: Fields): [number, unknown] {
    const pull = Object.assign(this.find(repository, number), fields);
    return [200, shape(repository, pull)];
  }

  private ask(repository: string, number: string, fields: Fields): [number, unknown] {
    const asked = [fields['reviewers'], fields['team_reviewers']].flat().map(String);
    if (asked.some((name) => this.unknown.includes(name))) throw new Refused(422, 'Reviews may only be requested from collaborators.'); // prettier-ignore
    this.find(repository, number).reviewers.push(...asked);
    return [201, {}];
  }

  private label(repository: string, number: string, fields: Fields): [number, unknown] {
    const { labels } = this.find(repository, number);
    for (const label of [fields['labels']].flat().map(String)) labels.add(label);
    return [200, []];
  }

  private remove(repository: string, ref: string): [number, unknown] {
    if (this.branch(repository, ref.replace('heads/', '')) === undefined)
      throw new Refused(422, 'Reference does not exist');
    this.git(repository, 'update-ref', '-d', `refs/${ref}`);
    this.lookAt(repository);
    return [204, undefined];
  }

  private commit(repository: string, sha: string, what: string): [number, unknown] {
    if (what === 'status') return [200, { statuses: [] }];
    if (what === '') return [200, { sha, commit: { committer: { email: this.git(repository, 'show', '-s', '--format=%ce', sha) } } }]; // prettier-ignore
    const conclusion = this.check(repository, sha);
    const runs = conclusion === undefined ? [] : [{ name: 'tests', conclusion }];
    return [200, { total_count: runs.length, check_runs: runs }];
  }

  private file(repository: string, path: string): [number, unknown] {
    try {
      return [200, `${this.git(repository, 'show', `HEAD:${decodeURIComponent(path)}`)}\n`];
    } catch {
      throw new Refused(404, 'Not Found');
    }
  }
}

function shape(repository: string, { labels, head, base, sha, ...pull }: Pull): unknown {
  const html_url = `https://github.com/acme/${repository}/pull/${pull.number}`;
  return { ...pull, html_url, head: { ref: head, sha }, base: { ref: base }, labels: [...labels].map((name) => ({ name })) }; // prettier-ignore
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  // prettier-ignore
  const raw = typeof body === 'string';
  const type = raw ? 'application/vnd.github.raw+json; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(status === 204 ? undefined : raw ? body : JSON.stringify(body));
}
