import { findRepositories } from '../../src/verify/find-repositories';
import { verify } from '../../src/verify/verify';

test('The workflows and actions that this tool writes, for every repository, have no defect.', () => {
  const found = findRepositories('repos/rendered');
  const findings = found.flatMap(({ repository }) => verify(repository));
  expect(findings.map(({ id, file, line, message }) => `${id} ${file}:${line} ${message}`)).toEqual([]);
  expect(found.reduce((sum, { files }) => sum + files, 0)).toBeGreaterThan(10);
});

test('The workflows of this repository have no defect.', () => {
  const [found] = findRepositories('.');
  expect(found && verify(found.repository)).toEqual([]);
});
