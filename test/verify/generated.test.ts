import { findRepositories } from '../../src/verify/find-repositories';
import { verify } from '../../src/verify/verify';

/** The day up to which the tables of this version were read. */
const RELEASED = new Date('2026-11-30T00:00:00Z');

test('The workflows and actions that this tool writes, for every repository, have no defect.', () => {
  const found = findRepositories('repos/rendered');
  const findings = found.flatMap(({ repository }) => verify(repository, [], RELEASED));
  expect(findings.map(({ id, file, line, message }) => `${id} ${file}:${line} ${message}`)).toEqual([]);
  expect(found.reduce((sum, { files }) => sum + files, 0)).toBeGreaterThan(10);
});

test('The workflows of this repository have no defect.', () => {
  const [found] = findRepositories('.');
  expect(found && verify(found.repository, [], RELEASED)).toEqual([]);
});
