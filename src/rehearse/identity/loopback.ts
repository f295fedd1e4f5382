import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';

/** A server that only this machine reaches. */
export interface Loopback {
  readonly port: number;
  /** Ends it, and with it every connection. */
  readonly stop: () => Promise<void>;
}

/** Starts a server on a free port of the loopback interface. */
export async function serve(listener: RequestListener): Promise<Loopback> {
  const server = createServer(listener);
  // Clients keep connections open, and some answers take as long as a deployment.
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', ready);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const stop = (): Promise<void> =>
    new Promise((ended, failed) => {
      server.close((error) => {
        if (error === undefined) ended();
        else failed(error);
      });
      server.closeAllConnections();
    });
  return { port: address.port, stop };
}
