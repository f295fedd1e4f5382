import { Repository } from '../../src/verify/read/repository';
import { verify } from '../../src/verify/verify';

function idsOf(comment: string, place: 'line' | 'before' | 'far'): string[] {
  const before = place === 'before' ? `      ${comment}\n` : '';
  const far = place === 'far' ? `    ${comment}\n` : '';
  const text = `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: x\n${far}    timeout-minutes: 1\n    steps:\n${before}      - uses: a/b@v1${place === 'line' ? ` ${comment}` : ''}\n`;
  return verify(new Repository({ '.github/workflows/a.yml': text })).map(({ id }) => id);
}

describe('A finding is suppressed in place, with a reason', () => {
  test.each([
    ['on the line', '# projen-fleet: ignore D03 because it is our own', 'line', []],
    ['on the line before', '# projen-fleet: ignore D03 because it is our own', 'before', []],
    ['together with others', '# projen-fleet: ignore D01, D03 because it is our own', 'line', []],
    ['not from far away', '# projen-fleet: ignore D03 because it is our own', 'far', ['D03']],
    ['not for another rule', '# projen-fleet: ignore D05 because it is our own', 'line', ['D03']],
    ['not without a reason, which is a finding itself', '# projen-fleet: ignore D03', 'line', ['D00', 'D03']],
    ['not without a rule', '# projen-fleet: ignore because I say so', 'line', ['D00', 'D03']],
  ] as const)('%s', (_, comment, place, ids) => {
    expect(idsOf(comment, place)).toEqual(ids);
  });
});
