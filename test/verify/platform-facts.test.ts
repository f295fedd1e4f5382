import {
  DATED_FACTS,
  findFact,
  limitOf,
  LIMITS,
  stagesText,
  tryNearFact,
} from '../../src/verify/platform/platform-facts';
import { Repository } from '../../src/verify/read/repository';
import { verify } from '../../src/verify/verify';

const ISO_DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

test('every fact names its announcement, the day on which that was read, and its days in order', () => {
  expect(DATED_FACTS.length).toBeGreaterThan(50);
  for (const { name, stages, source, read } of DATED_FACTS) {
    const days = stages.map(({ day }) => day);
    expect([name, ...days, read]).toEqual([
      name,
      ...days.map(() => expect.stringMatching(ISO_DAY)),
      expect.stringMatching(ISO_DAY),
    ]);
    expect([name, days]).toEqual([name, [...days].sort()]);
    expect([name, source]).toEqual([
      name,
      expect.stringMatching(/^https:\/\/(docs\.aws\.amazon\.com|github\.com|github\.blog)\//),
    ]);
    expect(stages.filter(({ effect }) => effect === '')).toEqual([]);
  }
  for (const { name, source, value } of LIMITS)
    expect([name, source, value > 0]).toEqual([
      name,
      expect.stringMatching(/^https:\/\/(docs\.github\.com|github\.blog)\//),
      true,
    ]);
});

test('every name is there once', () => {
  const names = DATED_FACTS.map(({ kind, name }) => `${kind} ${name}`);
  expect(names).toEqual([...new Set(names)]);
});

test('a name or a limit that is not there is an error of the caller', () => {
  expect(() => findFact('runner-image', 'none')).toThrow('platform-facts.json has no runner-image none.');
  expect(() => limitOf('none')).toThrow('platform-facts.json has no limit none.');
});

test.each([
  ['2025-06-17T23:59:59Z', false],
  ['2025-06-18T00:00:01Z', true],
  ['2025-12-15T00:00:00Z', true],
  ['2040-01-01T00:00:00Z', true],
])('at %s it is told of python3.9, 180 days ahead: %p', (now, told) => {
  expect(tryNearFact('lambda-runtime', 'python3.9', new Date(now)) !== undefined).toBe(told);
});

test('what is past and what is to come are told apart on the day itself', () => {
  const fact = findFact('lambda-runtime', 'python3.9');
  expect(stagesText(fact, new Date('2027-02-01T00:00:00Z'))).toBe(
    'since 2025-12-15 it gets no security updates; since 2027-02-01 functions with it cannot be created; from 2027-03-03 functions with it cannot be updated',
  );
});

describe('D32', () => {
  const files = { 'template.yaml': 'Runtime: python3.9\n' };
  const dates = (now?: string) => verify(new Repository(files), ['D32'], now === undefined ? undefined : new Date(now));

  test('without a day nothing that depends on the day is told', () => {
    expect(dates()).toEqual([]);
  });

  test('before the half year nothing is told; afterwards all days, what to use, and where it was announced', () => {
    expect(dates('2025-06-01T00:00:00Z')).toEqual([]);
    expect(dates('2026-11-30T00:00:00Z')).toMatchObject([
      {
        ...{ severity: 'warning', file: 'template.yaml', line: 1, column: 10 },
        message:
          '"python3.9": since 2025-12-15 it gets no security updates; from 2027-02-01 functions with it cannot be created; from 2027-03-03 functions with it cannot be updated.',
        fix: expect.stringMatching(
          /^Use "python3\.14"\. Announced at https:\/\/docs\.aws\.amazon\.com\/lambda\/.* read on 2026-11-30\.$/,
        ),
      },
    ]);
  });

  test('a runtime that has no successor yet says so', () => {
    const repository = new Repository({ 'template.yaml': 'Runtime: python3.14\n' });
    expect(verify(repository, ['D32'], new Date('2029-07-01T00:00:00Z'))).toMatchObject([
      { fix: expect.stringMatching(/^Plan its successor\./) },
    ]);
  });

  test('a form with more inputs than GitHub takes is told on any day', () => {
    const form = (count: number): string =>
      `name: F\non:\n  workflow_dispatch:\n    inputs:\n${Array.from({ length: count }, (_, i) => `      i${i}: { type: string }\n`).join('')}jobs: {}\n`;
    const told = (count: number) => verify(new Repository({ '.github/workflows/f.yml': form(count) }), ['D32']);
    expect(told(25)).toEqual([]);
    expect(told(26)).toMatchObject([
      { line: 4, message: '26 inputs of workflow_dispatch: GitHub allows 25, and runs nothing of it.' },
    ]);
  });
});
