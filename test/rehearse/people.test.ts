import { platform } from '../../repos';
import { deployGate, findEnvironment, resolvePlatform } from '../../src/model/platform';
import { approvalsFor, nextWindow } from '../../src/rehearse/stage/people';

const table = resolvePlatform(platform);
const prod = findEnvironment(table, 'prod');

describe('The next window', () => {
  test.each([
    ['a Monday morning leads to Tuesday night', '2026-11-30T08:00:00Z', '2026-12-01T20:30:00.000Z'],
    ['an open window leads to the next one that has just begun', '2026-12-01T21:00:00Z', '2026-12-03T20:30:00.000Z'],
    ['a Friday leads to Saturday morning', '2026-12-04T08:00:00Z', '2026-12-05T04:30:00.000Z'],
    ['the end of a year is no end', '2026-12-31T23:00:00Z', '2027-01-02T04:30:00.000Z'],
  ])('%s.', (_, after, expected) => {
    expect(nextWindow(prod, table, new Date(after)).toISOString()).toBe(expected);
  });

  test('is now where an environment has none.', () => {
    const now = new Date('2026-12-01T10:11:12Z');
    expect(nextWindow(findEnvironment(table, 'dev'), table, now)).toBe(now);
  });

  test('that begins at no half hour is told.', () => {
    const odd = { ...prod, windows: [{ day: 'Tue', from: '22:10', to: '23:00' } as const] };
    expect(() => nextWindow(odd, table, new Date('2026-11-30T08:00:00Z'))).toThrow('No window of Tue 22:10');
  });
});

test('Every GitHub environment on the way in is approved by a person of its own.', () => {
  const approvals = approvalsFor(table, deployGate(table, 'prod', 'promote-to-prod'));
  expect(approvals).toEqual({ 'prod-approval': 'reviewer-1', prod: 'reviewer-2' });
  expect(approvalsFor(table, deployGate(table, 'dev', 'deploy-dev'))).toEqual({});
});
