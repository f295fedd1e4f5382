/** Our reader and the real Terraform, on the same files. */
import fc from 'fast-check';
import { differences } from './support/differences';
import { damagedFile, validFile } from './support/hcl-arbitrary';
import { hclTexts } from './support/hcl-texts';
import { decodeAll, readByVarFile } from './support/terraform';

test('They agree on every text that is known to trip readers.', () => {
  expect(differences(hclTexts, decodeAll(hclTexts))).toEqual([]);
});

test('They agree on 600 generated files: whether each is valid, and every value in it.', () => {
  const valid = fc.sample(validFile, { numRuns: 300, seed: 5 });
  const damaged = fc.sample(damagedFile, { numRuns: 300, seed: 5 });
  const answers = decodeAll([...valid, ...damaged]);
  expect(differences([...valid, ...damaged], answers)).toEqual([]);
  // The files are what they claim to be: else little would have been compared.
  expect(answers.slice(0, 300).filter((answer) => answer === 'invalid')).toHaveLength(0);
  expect(answers.slice(300).filter((answer) => answer === 'invalid').length).toBeGreaterThan(100);
});

test('A file given by -var-file is read as the function reads it.', () => {
  const texts = [
    ...fc.sample(validFile, { numRuns: 14, seed: 7 }),
    ...fc.sample(damagedFile, { numRuns: 14, seed: 7 }),
  ];
  const answers = texts.map((text) => readByVarFile('x.tfvars', text));
  expect(differences(texts, answers)).toEqual([]);
});
