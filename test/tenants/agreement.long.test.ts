/** As agreement.test.ts, with more files, others each time. */
import fc from 'fast-check';
import { differences } from './support/differences';
import { damagedFile, validFile } from './support/hcl-arbitrary';
import { decodeAll } from './support/terraform';

test.each(Array.from({ length: 10 }, (_, i) => i))('They agree on 1,000 generated files, round %d.', () => {
  const seed = fc.sample(fc.integer(), 1)[0] ?? 0;
  const texts = [...fc.sample(validFile, { numRuns: 400, seed }), ...fc.sample(damagedFile, { numRuns: 600, seed })];
  expect({ seed, differences: differences(texts, decodeAll(texts)) }).toEqual({ seed, differences: [] });
});
