/** Where bytes are: another host with signed addresses, which refuses the API's credentials. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Answer } from './answer';
import type { Request } from './route';

const VALID_SECONDS = 600;

/** Content by path; a path names bytes that a repository holds. */
export type Contents = (path: string) => { readonly name: string; readonly bytes: Buffer } | undefined;

export class Storage {
  private readonly key = randomBytes(32);

  constructor(
    /** `localhost:40123`; clients compare names, so they hand no token over from `127.0.0.1`. */
    private readonly authority: string,
    private readonly now: () => Date,
    private readonly contents: Contents,
  ) {}

  signedAddress(path: string): string {
    const until = Math.floor(this.now().getTime() / 1000) + VALID_SECONDS;
    return `http://${this.authority}/storage/${path}?se=${until}&sig=${this.signature(path, until)}`;
  }

  /** The bytes of a signed address; undefined where a request is not for the storage. */
  answer({ method, path, headers }: Request): Answer | undefined {
    if (!path.startsWith('/storage/') || headers.host !== this.authority) return undefined;
    if (headers.authorization !== undefined) return text(400, 'InvalidArgument', 'Only one auth mechanism allowed');
    const url = new URL(path, `http://${this.authority}`);
    const place = url.pathname.slice('/storage/'.length);
    const until = Number(url.searchParams.get('se'));
    if (url.searchParams.get('sig') !== this.signature(place, until))
      return text(403, 'SignatureDoesNotMatch', 'The signature of this address is not valid');
    if (this.now().getTime() / 1000 > until) return text(403, 'AccessDenied', 'Request has expired');
    const found = method === 'GET' ? this.contents(place) : undefined;
    if (found === undefined) return text(404, 'BlobNotFound', 'The specified blob does not exist');
    const disposition = `attachment; filename=${found.name}`;
    const headersOut = { 'content-type': 'application/octet-stream', 'content-disposition': disposition };
    return { status: 200, body: found.bytes, headers: headersOut };
  }

  private signature(path: string, until: number): string {
    return createHmac('sha256', this.key).update(`${path} ${until}`).digest('base64url');
  }
}

/** It speaks XML, so a script that looks for a JSON message finds none. */
function text(status: number, code: string, message: string): Answer {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, body, headers: { 'content-type': 'application/xml' } };
}
