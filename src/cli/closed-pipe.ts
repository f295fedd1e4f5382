import type { Writable } from 'node:stream';

/** Whoever reads may stop: `projen-fleet plan | head` ends without a stack trace. Any other error is thrown. */
export function allowClosedPipe(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
