import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Forwarder } from '../../../src/rehearse/identity/forward';
import { serve } from '../../../src/rehearse/identity/loopback';

/** A server behind a forwarder, and the forwarder's port. */
async function behind(
  answer: (request: IncomingMessage) => string,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const upstream = createServer((incoming, response) => {
    incoming.once('data', () => response.writeHead(201, { 'x-seen': answer(incoming) }).end('early'));
  });
  await new Promise<void>((ready) => upstream.listen(0, '127.0.0.1', ready));
  const address: AddressInfo | string | null = upstream.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const forwarder = new Forwarder(`http://localhost:${address.port}`);
  const front = await serve((incoming, response) => void forwarder.forward(incoming, response, undefined, false));
  const stop = async (): Promise<void> => {
    await front.stop();
    upstream.closeAllConnections();
    await new Promise((ended) => upstream.close(ended));
  };
  return { port: front.port, stop };
}

test('a body goes on while it comes in, with the headers as they were', async () => {
  const { port, stop } = await behind((incoming) => incoming.rawHeaders.join('|'));
  const outgoing = request({ port, method: 'PUT', headers: { 'X-Own-Case': 'a', 'content-length': '1000000' } });
  // Only a part of what was announced: whoever waited for the rest would never answer.
  outgoing.write('first part');
  const answer = await new Promise<IncomingMessage>((resolve) => outgoing.once('response', resolve));
  expect(answer.statusCode).toBe(201);
  expect(answer.headers['x-seen']).toContain('X-Own-Case|a');
  outgoing.destroy();
  await stop();
});

test('a client that goes away in the middle of a body breaks the request behind, and nothing else', async () => {
  let reached: () => void = () => undefined;
  const received = new Promise<void>((done) => (reached = done));
  const upstream = await serve((incoming) => incoming.once('data', reached).once('error', () => undefined));
  const forwarder = new Forwarder(`http://localhost:${upstream.port}`);
  const statuses: Promise<number>[] = [];
  const front = await serve((incoming, response) =>
    statuses.push(forwarder.forward(incoming, response, undefined, false)),
  );
  const outgoing = request({ port: front.port, method: 'PUT', headers: { 'content-length': '1000' } });
  outgoing.on('error', () => undefined);
  outgoing.write('half');
  await received;
  outgoing.destroy();
  await new Promise((closed) => outgoing.once('close', closed));
  expect(await Promise.all(statuses)).toEqual([0]);
  await Promise.all([front.stop(), upstream.stop()]);
});

test('a server that is gone breaks the connection, and says so', async () => {
  const forwarder = new Forwarder('http://localhost:1');
  const failures: unknown[] = [];
  const front = await serve((incoming, response) => {
    forwarder.forward(incoming, response, undefined, false).catch((error: unknown) => failures.push(error));
  });
  await expect(fetch(`http://127.0.0.1:${front.port}/`)).rejects.toThrow('fetch failed');
  expect(String(failures[0])).toContain('ECONNREFUSED');
  await front.stop();
});
