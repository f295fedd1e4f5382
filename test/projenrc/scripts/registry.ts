/** A registry of packages on this machine: what npm asks for when it publishes, and no more. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What npm sends: the manifest of the version, and the bytes. */
interface Publication {
  readonly versions: Readonly<Record<string, unknown>>;
  readonly access: string;
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
}

export class Registry {
  /** Status for a stranger who asks for a package. */
  strangers = 401;
  /** Status for whoever publishes. */
  answer = 201;
  /** Bytes of `projen-fleet`, by version. */
  readonly packages = new Map<string, Buffer>();
  /** Calls, as `METHOD path` and the token. */
  readonly calls: string[] = [];
  /** The access that was asked for last. */
  access = '';
  private readonly server = createServer((request, response) => {
    void this.reply(request, response);
  });

  static async start(): Promise<Registry> {
    const registry = new Registry();
    await new Promise<void>((done) => registry.server.listen(0, '127.0.0.1', done));
    return registry;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) =>
      this.server.close(() => {
        done();
      }),
    );
  }

  reset(): void {
    [this.strangers, this.answer, this.access] = [401, 201, ''];
    this.packages.clear();
    this.calls.length = 0;
  }

  private async reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const token = (request.headers.authorization ?? 'nobody').replace('Bearer ', '');
    const [path = ''] = (request.url ?? '').split('?');
    this.calls.push(`${request.method ?? ''} ${path} ${token}`);
    const [status, body] = this.answerTo(request.method ?? '', path, token, Buffer.concat(chunks).toString());
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private answerTo(method: string, path: string, token: string, body: string): [number, unknown] {
    if (path === '/projen') return [this.strangers, {}];
    // GitHub says who the job is, and the registry gives its token for that.
    if (path === '/id-token') return [200, { value: 'e30.e30.signed' }];
    if (path === '/-/npm/v1/oidc/token/exchange/package/projen-fleet' && token === 'e30.e30.signed')
      return [201, { token: 'secret' }];
    if (path !== '/projen-fleet') return [404, {}];
    if (token !== 'secret') return [401, { error: 'Who are you?' }];
    if (method === 'PUT') {
      if (this.answer === 201) this.publish(JSON.parse(body));
      return [this.answer, { ok: this.answer === 201 }];
    }
    const versions = [...this.packages].map(([version, bytes]) => {
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      const dist = { integrity, tarball: `${this.url}/projen-fleet/-/projen-fleet-${version}.tgz` };
      return [version, { name: 'projen-fleet', version, dist }] as const;
    });
    if (versions.length === 0) return [404, { error: 'not found' }];
    const latest = versions.at(-1)?.[0];
    return [200, { name: 'projen-fleet', 'dist-tags': { latest }, versions: Object.fromEntries(versions) }];
  }

  private publish({ versions, access, _attachments }: Publication): void {
    this.access = access;
    const [version = ''] = Object.keys(versions);
    const [attached] = Object.values(_attachments);
    this.packages.set(version, Buffer.from(attached?.data ?? '', 'base64'));
  }
}
