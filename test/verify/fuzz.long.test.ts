import fc from 'fast-check';
import { Repository } from '../../src/verify/read/repository';
import { verify } from '../../src/verify/verify';
import { brokenFiles } from './support/broken-files';

test('20,000 broken files never stop the verifier, and none takes longer than two seconds.', () => {
  let slowest = 0;
  fc.assert(
    fc.property(brokenFiles(), (text) => {
      const start = performance.now();
      verify(new Repository({ '.github/workflows/a.yml': text }));
      slowest = Math.max(slowest, performance.now() - start);
    }),
    { numRuns: 20_000 },
  );
  expect(slowest).toBeLessThan(2000);
}, 900_000);
