import type { Findings } from './problem';

/**
 * What holds for every field. What weakens a delivery does not exist: neither as an input nor as a field, and least of
 * all for production. And text stays text: GitHub would evaluate an expression in it.
 */
export function checkTexts(findings: Findings, value: unknown, path: string): void {
  if (typeof value === 'string') {
    findings.expect(!value.includes('${{'), path, 'it holds an expression of GitHub', 'plain text without "${{"');
  }
  if (typeof value !== 'object' || value === null || path === 'packaging.syntheticEvent') return;
  for (const [key, inner] of Object.entries(value)) {
    const field = path === '' ? key : `${path}.${key}`;
    findings.expect(
      !/^skip/i.test(key),
      field,
      'nothing can be skipped on the way to production',
      `no such field; gates take 'ratchet' or 'report'`,
    );
    checkTexts(findings, inner, field);
  }
}
