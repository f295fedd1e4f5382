import fc from 'fast-check';
import { Repository } from '../../src/verify/read/repository';
import { verify, type Finding } from '../../src/verify/verify';
import { brokenFiles } from './support/broken-files';

function findingsOf(text: string): Finding[] {
  return verify(new Repository({ '.github/workflows/a.yml': text }));
}

const messages = (text: string): string[] =>
  findingsOf(text)
    .filter(({ id }) => id === 'D00')
    .map(({ message }) => message);

describe('A file that cannot be read is a finding of its own', () => {
  test.each([
    ['a brace that is never closed', 'on: { push\njobs: {}', /.+/],
    ['a list instead of a mapping', '- on: push', /holds no mapping/],
    ['more than 512 KiB', `on: push\n${'# x\n'.repeat(140_000)}`, /larger than the 524288 bytes/],
    ['a thousand brackets', `on: ${'['.repeat(1000)}`, /nested more than 100 levels/],
    ['a hundred thousand brackets', `on: ${'['.repeat(100_000)}`, /nested/],
    ['a bomb of aliases', bomb(), /Aliases make the file too large/],
    ['an alias of itself', 'on: push\njobs: &a\n  b: *a\n', /nested|Aliases|.+/],
  ])('%s', (_, text, sentence) => {
    expect(messages(text).join('\n')).toMatch(sentence);
  });
});

function bomb(): string {
  const lines = Array.from(
    { length: 12 },
    (_, i) =>
      `a${i}: &a${i} [${Array(10)
        .fill(i === 0 ? 'x' : `*a${i - 1}`)
        .join(', ')}]`,
  );
  return `${lines.join('\n')}\non: push\n`;
}

describe('What goes in circles ends', () => {
  test('Jobs that need each other, and themselves, are judged.', () => {
    const jobs = 'a: { needs: [b, a], runs-on: x, steps: [] }, b: { needs: a, runs-on: x, steps: [] }';
    expect(findingsOf(`on: push\npermissions: {}\njobs: { ${jobs} }`).map(({ id }) => id)).toEqual(['D13', 'D13']);
  });

  test('Workflows that call each other, actions that use each other, and scripts that start each other are judged.', () => {
    const call = (name: string): string =>
      `on: { workflow_call: { inputs: { x: { type: string } } } }\njobs: { c: { uses: ./.github/workflows/${name}.yml, with: { x: "\${{ inputs.x }}" } } }`;
    const action = (name: string): string =>
      `name: x\nruns: { using: composite, steps: [{ uses: ./.github/actions/${name} }, { run: ./s.sh, shell: bash }] }`;
    const repository = new Repository({
      '.github/workflows/a.yml': call('b'),
      '.github/workflows/b.yml': call('a'),
      '.github/workflows/c.yml': 'on: push\njobs: { a: { runs-on: x, steps: [{ uses: ./.github/actions/a }] } }',
      '.github/actions/a/action.yml': action('b'),
      '.github/actions/b/action.yml': action('a'),
      's.sh': './s.sh\n./t.sh\n',
      't.sh': './s.sh\n',
    });
    expect(verify(repository).map(({ id }) => id)).not.toContain('D00');
  });

  test('A condition over many inputs is given up, not computed for ever.', () => {
    const names = Array.from({ length: 25 }, (_, i) => `i${i}`);
    const inputs = names.map((name) => `${name}: { type: boolean }`).join(', ');
    const condition = names.map((name) => `inputs.${name}`).join(' && ');
    expect(
      findingsOf(
        `on: { workflow_dispatch: { inputs: { ${inputs} } } }\npermissions: {}\njobs: { a: { if: "${condition}", runs-on: x, timeout-minutes: 1, steps: [] } }`,
      ),
    ).toEqual([]);
  });

  test('Half a megabyte of steps is judged in a few seconds.', () => {
    const step =
      '      - name: Unit tests\n        run: |\n          pytest tests | tee log\n          echo "${{ inputs.x }}"\n';
    const text = `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    timeout-minutes: 5\n    steps:\n${step.repeat(4600)}`;
    expect(text.length).toBeGreaterThan(480_000);
    expect(findingsOf(text).length).toBeGreaterThan(1000);
  }, 30_000);
});

test('Thousands of broken, cut and shuffled files never stop the verifier.', () => {
  fc.assert(
    fc.property(brokenFiles(), (text) => {
      for (const { line, message } of findingsOf(text)) expect(line > 0 && message.length > 10).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
