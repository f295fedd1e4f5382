import type { Sentence } from '../../../src/fleet/meaning';
import { bodyOf, readMark, titleOf, withdraw } from '../../../src/fleet/rollout/text';

function told(meaning: readonly Sentence[], files = 1) {
  const draft = {
    digest: 'abc123',
    meaning,
    files: Array.from({ length: files }, (_, i) => ({ path: `file-${i}.yml`, kind: 'update' })),
    paths: [],
  };
  return { repository: 'shop', definition: 'repos/shop.ts', tool: '1.2.3', draft, digest: 'abc123', withdrawn: false };
}

const risk: Sentence = { level: 'risk', text: 'PROD now needs one approval fewer', file: '' };

test('Risks come first, and the title counts them.', () => {
  const one = told([risk, { ...risk, level: 'note', text: 'comments' }]);
  expect(titleOf(one)).toBe('ci: update 1 generated file (1 point to look at)');
  expect(bodyOf(one)).toMatch(
    /### Look at these first\n\n- PROD now.*\n\n### What changes without any effect\n\n- comments/,
  );
  expect(titleOf(told([risk, { ...risk, text: 'another' }], 2))).toBe(
    'ci: update 2 generated files (2 points to look at)',
  );
});

test('Text from a repository calls nobody, links to nothing and is no HTML.', () => {
  const body = bodyOf(told([{ ...risk, text: 'gate @acme/owners of #12 gone <img src=x>, pin `a/b@v1` stays' }]));
  expect(body).toContain('gate @\u200bacme/owners of #\u200b12 gone &lt;img src=x>, pin `a/b@v1` stays');
});

test('A body stays below what GitHub takes.', () => {
  const levels = ['risk', 'change', 'note'] as const;
  const many = Array.from({ length: 6000 }, (_, i) => ({
    ...risk,
    level: levels[i % 3]!,
    text: `${i} ${'long '.repeat(300)}`,
  }));
  const body = bodyOf(told(many, 2000));
  expect(body.length).toBeLessThan(65_536);
  expect(body).toContain('- and 1940 more');
  expect(readMark(body)).toEqual({ tool: '1.2.3', digest: 'abc123', withdrawn: false });
});

test('A mark says when its change may be proposed again; a body of a person has none, and stays as it is.', () => {
  expect(readMark(withdraw(bodyOf(told([risk]))))).toMatchObject({ withdrawn: true });
  expect([readMark(null), readMark('mine')]).toEqual([undefined, undefined]);
  expect([withdraw(null), withdraw('mine')]).toEqual(['', 'mine']);
});
