import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { cborMap } from './cbor';
import type { Protocol } from './request-head';

/** Why a service of AWS does not do what it is asked. */
export type Reason = 'denied' | 'throttled' | 'internal' | 'unavailable' | 'unknown key' | 'expired' | 'unsigned';

type Answer = readonly [status: number, code: string];
type Answers = Readonly<Record<Reason, Answer>>;

const QUERY: Answers = {
  denied: [403, 'AccessDenied'],
  throttled: [400, 'Throttling'],
  internal: [500, 'InternalFailure'],
  unavailable: [503, 'ServiceUnavailable'],
  'unknown key': [403, 'InvalidClientTokenId'],
  expired: [403, 'ExpiredToken'],
  unsigned: [403, 'MissingAuthenticationToken'],
};

const JSON_1: Answers = {
  denied: [400, 'AccessDeniedException'],
  throttled: [400, 'ThrottlingException'],
  internal: [500, 'InternalServerError'],
  unavailable: [503, 'ServiceUnavailable'],
  'unknown key': [400, 'UnrecognizedClientException'],
  expired: [400, 'ExpiredTokenException'],
  unsigned: [400, 'MissingAuthenticationTokenException'],
};

const LAMBDA: Answers = {
  denied: [403, 'AccessDeniedException'],
  throttled: [429, 'TooManyRequestsException'],
  internal: [500, 'ServiceException'],
  unavailable: [503, 'ServiceUnavailableException'],
  'unknown key': [403, 'UnrecognizedClientException'],
  expired: [403, 'ExpiredTokenException'],
  unsigned: [403, 'MissingAuthenticationTokenException'],
};

const S3: Answers = {
  denied: [403, 'AccessDenied'],
  throttled: [503, 'SlowDown'],
  internal: [500, 'InternalError'],
  unavailable: [503, 'ServiceUnavailable'],
  'unknown key': [403, 'InvalidAccessKeyId'],
  expired: [400, 'ExpiredToken'],
  unsigned: [403, 'AccessDenied'],
};

/** Status and code by which each protocol says it. Source: common errors in the API references of the services. */
const ANSWERS: Readonly<Record<Protocol, Answers>> = {
  query: QUERY,
  json: JSON_1,
  cbor: JSON_1,
  lambda: LAMBDA,
  s3: S3,
};

/** Answers in the way of a protocol, so that the clients of AWS understand it. Gives the status. */
export function refuse(response: ServerResponse, protocol: Protocol, reason: Reason, message: string): number {
  const [status, code] = ANSWERS[protocol][reason];
  refuseBy(response, protocol, [status, code], message, QUERY[reason][1]);
  return status;
}

/** Answers with a code of one's own. `queryCode` is what clients see that knew the service before it left XML. */
export function refuseBy(
  response: ServerResponse,
  protocol: Protocol,
  [status, code]: Answer,
  message: string,
  queryCode = code,
): void {
  const id = randomUUID();
  const send = (type: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': id, ...headers }).end(body);
  };
  const fault = status < 500 ? 'Sender' : 'Receiver';
  // Only clients of services that once spoke XML ask for the code of that time.
  const asked = response.req.headers['x-amzn-query-mode'] === 'true';
  const legacy = asked ? { 'x-amzn-query-error': `${queryCode};${fault}` } : undefined;
  const detail = `<Code>${code}</Code><Message>${escaped(message)}</Message>`;
  if (protocol === 'query') {
    send(
      'text/xml',
      `<ErrorResponse><Error><Type>${fault}</Type>${detail}</Error><RequestId>${id}</RequestId></ErrorResponse>`,
    );
  } else if (protocol === 's3') {
    send(
      'application/xml',
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${detail}<RequestId>${id}</RequestId></Error>`,
    );
  } else if (protocol === 'lambda') {
    send('application/json', JSON.stringify({ Type: 'User', Message: message }), { 'x-amzn-errortype': code });
  } else if (protocol === 'cbor') {
    const smithy = { 'smithy-protocol': 'rpc-v2-cbor', ...legacy };
    send('application/cbor', cborMap({ __type: code, message, Message: message }), smithy);
  } else {
    send('application/x-amz-json-1.0', JSON.stringify({ __type: code, message, Message: message }), legacy);
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
