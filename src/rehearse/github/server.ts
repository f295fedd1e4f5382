/** The wire: requests in, answers out, and what may happen to a connection on the way. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer';
import type { Failure } from './failures';
import type { Request } from './route';

/** An answer, and the failure that it meets on its way. */
export interface Reply {
  readonly answer: Answer;
  readonly failure: Failure | undefined;
}

/** A server on a free port of this machine, and of nobody else. */
export class Wire {
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return new Wire(server);
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The simulated GitHub does not listen.');
    return address.port;
  }

  serve(reply: (request: Request) => Reply): void {
    this.server.on('request', (message, response) => void receive(message, response, reply));
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }
}

async function receive(
  message: IncomingMessage,
  response: ServerResponse,
  answer: (request: Request) => Reply,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((end) => message.once('end', end));
  const { method = '', url: path = '', headers } = message;
  const reply = answer({ method, path, headers, body: Buffer.concat(chunks) });
  const { delay = 0, connection } = reply.failure ?? {};
  if (delay > 0) await wait(delay, undefined, { ref: false });
  if (connection === 'reset') message.socket.resetAndDestroy();
  else send(response, reply.answer, connection === 'truncated');
}

/** A truncated body ends before the length that its header promises. */
function send(response: ServerResponse, { status, body, headers }: Answer, truncated: boolean): void {
  const plain = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = Buffer.from(plain ? (body ?? '') : JSON.stringify(body));
  const kind = plain ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...kind, ...(status === 204 ? {} : { 'content-length': bytes.length }), ...headers });
  if (!truncated) response.end(bytes);
  else response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
