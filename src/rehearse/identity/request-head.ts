import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What is known of a request before its body comes. */
export interface RequestHead {
  readonly method: string;
  /** Still escaped. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** Who signed a request, and for what service. Whether the signature fits is not looked at. */
export interface Signature {
  readonly accessKey: string;
  readonly region: string;
  /** The name that the service signs with, such as `monitoring`. */
  readonly service: string;
  readonly sessionToken: string | undefined;
}

/** The ways in which services of AWS are spoken to. */
export type Protocol = 'query' | 'json' | 'cbor' | 'lambda' | 's3';

/** Splits what Node gives. */
export function headOf(request: IncomingMessage): RequestHead {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  return { method: request.method ?? 'GET', path: pathname, query: searchParams, headers: request.headers };
}

/** The signature in a header, or in the query of a presigned address. */
export function signatureOf({ headers, query }: RequestHead): Signature | undefined {
  const signed = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? query.get('X-Amz-Credential');
  const [accessKey, , region, service] = signed?.split('/') ?? [];
  if (accessKey === undefined || region === undefined || service === undefined) return undefined;
  const sessionToken = headerOf(headers, 'x-amz-security-token') ?? query.get('X-Amz-Security-Token') ?? undefined;
  return { accessKey, region, service, sessionToken };
}

/** A header that is there once. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const found = headers[name];
  return typeof found === 'string' ? found : found?.[0];
}

/** How a request speaks, or nothing where that is not known here. */
export function protocolOf({ headers, query }: RequestHead, service: string): Protocol | undefined {
  if (service === 's3' || service === 'lambda') return service;
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  if (headers['x-amz-target'] !== undefined) return 'json';
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return form || query.has('Action') ? 'query' : undefined;
}
