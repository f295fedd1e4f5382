import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { finished, pipeline } from 'node:stream/promises';

/** These belong to one connection, not to the request. Node has answered `expect` already. */
const HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade', 'expect'];

/** Passes requests on to another server, and answers back. */
export class Forwarder {
  private readonly port: number;

  constructor(upstream: string) {
    this.port = Number(new URL(upstream).port);
  }

  /**
   * Sends a request on: the body as it comes in, or `body` where it was read already. Gives the status of the answer.
   *
   * `lost`: the answer is waited for, and then the connection is broken. A broken upstream breaks the connection too.
   */
  async forward(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer | undefined,
    lost: boolean,
  ): Promise<number> {
    try {
      const answer = await this.answerTo(request, body);
      if (lost) {
        await drain(answer);
        request.socket.destroy();
        return 0;
      }
      response.writeHead(answer.statusCode ?? 502, pairsOf(answer));
      await pipeline(answer, response);
      return answer.statusCode ?? 502;
    } catch (error) {
      request.socket.destroy();
      if (isBroken(error)) return 0;
      throw error;
    }
  }

  private async answerTo(request: IncomingMessage, body: Buffer | undefined): Promise<IncomingMessage> {
    const { method, url } = request;
    // A connection of its own for each request: one that the server is about to close would lose the next.
    const where = { host: '127.0.0.1', port: this.port, agent: false, method, path: url };
    const outgoing = send({ ...where, headers: pairsOf(request) });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve).once('error', reject);
    });
    if (body !== undefined) outgoing.end(body);
    // The answer may come before the whole body has gone out. A client that goes away breaks the request, which says so.
    else pipeline(request, outgoing).catch(() => outgoing.destroy());
    return answered;
  }
}

/** Names and values alternate, in the spelling and order in which they came. */
function pairsOf({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter((_, i) => !HOP.includes((rawHeaders[i - (i % 2)] ?? '').toLowerCase()));
}

async function drain(stream: IncomingMessage): Promise<void> {
  stream.resume();
  await finished(stream);
}

/** A connection that one of both sides has closed: a job that is cancelled does that, too. */
export function isBroken(error: unknown): boolean {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(code));
}

/** A whole body, for calls that cannot be understood without it. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await finished(request);
  return Buffer.concat(chunks);
}
