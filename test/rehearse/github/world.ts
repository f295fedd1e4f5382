/** A GitHub with a clock that stands still, and how a script calls it. */
import { GitHub, type Permissions, type Repository, type RepositoryOptions } from '../../../src/rehearse/github';

export const NOON = '2026-09-22T12:00:00Z';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** JSON where it is some, else text. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Sent {
  readonly token?: string | undefined;
  readonly json?: unknown;
  readonly bytes?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export class World {
  time = new Date(NOON);
  readonly shop: Repository;
  /** May do everything in the shop. */
  readonly token: string;

  private constructor(readonly github: GitHub) {
    this.shop = github.addRepository('acme/shop');
    this.token = this.tokenFor(ALL);
  }

  static async start(): Promise<World> {
    const clock: { world?: World } = {};
    const github = await GitHub.start({ now: () => clock.world?.time ?? new Date(NOON) });
    return (clock.world = new World(github));
  }

  add(fullName: string, options: RepositoryOptions = {}): Repository {
    return this.github.addRepository(fullName, options);
  }

  tokenFor(permissions: Permissions, repository = 'acme/shop', login = 'github-actions[bot]'): string {
    return this.github.issueToken({ repository, permissions, login, job: 'test' });
  }

  /** Calls the API as `METHOD path`; redirects are not followed. */
  async call(what: string, { token = this.token, json, bytes, headers = {} }: Sent = {}): Promise<Answered> {
    const [method = '', path = ''] = what.split(' ');
    const url = path.startsWith('http') ? path : this.github.api + path;
    const body = json === undefined ? bytes : JSON.stringify(json);
    const credentials: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
    const all = { ...credentials, ...headers };
    const response = await fetch(url, {
      method,
      headers: all,
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
    return { status: response.status, headers: response.headers, body: read(await response.text()) };
  }

  /** The body of a call that succeeds. */
  async get(path: string, sent: Sent = {}): Promise<Answered['body']> {
    const { status, body } = await this.call(`GET /repos/acme/shop${path}`, sent);
    if (status !== 200) throw new Error(`${status} to ${path}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Makes the clock go on. */
  pass(seconds: number): void {
    this.time = new Date(this.time.getTime() + seconds * 1000);
  }
}

const NAMES = [
  'actions',
  'administration',
  'checks',
  'contents',
  'deployments',
  'environments',
  'issues',
  'pull_requests',
  'statuses',
];

/** Every permission, to write. */
export const ALL: Permissions = Object.fromEntries(NAMES.map((name) => [name, 'write' as const]));

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A field of each item of a list, or a row of several. */
export function fieldsOf(items: readonly Readonly<Record<string, unknown>>[], ...names: string[]): unknown[] {
  const rows = items.map((item) => names.map((name) => item[name]));
  return names.length === 1 ? rows.flat() : rows;
}
