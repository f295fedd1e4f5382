import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { cborMap } from '../../../src/rehearse/identity/cbor';
import { serve } from '../../../src/rehearse/identity/loopback';
import { refuse, type Reason } from '../../../src/rehearse/identity/refusal';
import type { Protocol } from '../../../src/rehearse/identity/request-head';

const python = resolve(__dirname, '..', '..', '..', '.tools', 'bin', 'python');

/** An answer as the library behind AWS's own clients reads it. */
const PARSE = `
import base64, json, sys
from botocore.parsers import create_parser
from botocore.model import StringShape
answers = json.load(sys.stdin)
def code(answer):
    parser = create_parser(answer["protocol"])
    found = parser.parse({"status_code": answer["status"], "headers": answer["headers"], "body": base64.b64decode(answer["body"])}, None)
    return [found["Error"]["Code"], found["Error"]["Message"]]
print(json.dumps([code(each) for each in answers]))
`;
const NAMES = {
  query: 'query',
  json: 'json',
  cbor: 'smithy-rpc-v2-cbor',
  lambda: 'rest-json',
  s3: 'rest-xml',
} as const;

interface Answer {
  readonly protocol: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

async function answered(protocol: Protocol, reason: Reason, headers: Record<string, string> = {}): Promise<Answer> {
  const server = await serve((_, response) => refuse(response, protocol, reason, `Not <now> & ${reason}`));
  const response = await fetch(`http://127.0.0.1:${server.port}/`, { headers });
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  await server.stop();
  return { protocol: NAMES[protocol], status: response.status, headers: Object.fromEntries(response.headers), body };
}

function parsed(answers: readonly Answer[]): [string, string][] {
  return JSON.parse(execFileSync(python, ['-c', PARSE], { input: JSON.stringify(answers) }).toString());
}

const reasons: Reason[] = ['denied', 'throttled', 'internal', 'unavailable', 'unknown key', 'expired', 'unsigned'];

test('the clients of AWS understand every refusal in every protocol', async () => {
  const protocols: Protocol[] = ['query', 'json', 'cbor', 'lambda', 's3'];
  const cases = protocols.flatMap((protocol) => reasons.map((reason) => ({ protocol, reason })));
  const answers = await Promise.all(cases.map(({ protocol, reason }) => answered(protocol, reason)));
  const rows = parsed(answers).map(([code, message], i) => {
    expect(message).toBe(`Not <now> & ${cases[i]?.reason ?? ''}`);
    return `${cases[i]?.protocol ?? ''} ${answers[i]?.status ?? 0} ${code}`;
  });
  const codes = (protocol: Protocol): string[] => rows.filter((row) => row.startsWith(`${protocol} `));
  expect(codes('query')).toEqual([
    ...['query 403 AccessDenied', 'query 400 Throttling', 'query 500 InternalFailure', 'query 503 ServiceUnavailable'],
    ...['query 403 InvalidClientTokenId', 'query 403 ExpiredToken', 'query 403 MissingAuthenticationToken'],
  ]);
  expect(codes('lambda').slice(0, 3)).toEqual([
    ...['lambda 403 AccessDeniedException', 'lambda 429 TooManyRequestsException', 'lambda 500 ServiceException'],
  ]);
  expect(codes('s3').slice(0, 3)).toEqual(['s3 403 AccessDenied', 's3 503 SlowDown', 's3 500 InternalError']);
  expect(codes('json').slice(0, 2)).toEqual(['json 400 AccessDeniedException', 'json 400 ThrottlingException']);
  expect(codes('cbor').map((row) => row.slice(5))).toEqual(codes('json').map((row) => row.slice(5)));
});

test('clients that knew a service before it left XML see the codes of that time', async () => {
  const asking = { 'x-amzn-query-mode': 'true' };
  const answers = [await answered('cbor', 'denied', asking), await answered('json', 'internal', asking)];
  expect(answers.map(({ headers }) => headers['x-amzn-query-error'])).toEqual([
    ...['AccessDenied;Sender', 'InternalFailure;Receiver'],
  ]);
  expect(parsed(answers).map(([code]) => code)).toEqual(['AccessDenied', 'InternalFailure']);
});

test.each([5, 23, 24, 255, 256, 65_535])('a text of %d bytes is written with its length', (length) => {
  const body = cborMap({ __type: 'X', message: 'm'.repeat(length) }).toString('base64');
  const headers = { 'smithy-protocol': 'rpc-v2-cbor' };
  expect(parsed([{ protocol: NAMES.cbor, status: 400, headers, body }])).toEqual([['X', 'm'.repeat(length)]]);
});

test('a text that is no message is refused', () => {
  expect(() => cborMap({ message: 'm'.repeat(65_536) })).toThrow('no message of an error');
});
