import { PassThrough } from 'node:stream';
import { allowClosedPipe } from '../../src/cli/closed-pipe';

function meets(code: string): () => void {
  const stream = new PassThrough();
  allowClosedPipe(stream);
  return () => stream.emit('error', Object.assign(new Error(code), { code }));
}

test('a reader that stops, such as head, is no error; any other one is', () => {
  expect(meets('EPIPE')).not.toThrow();
  expect(meets('ENOSPC')).toThrow('ENOSPC');
});
