import { isLegal, legalForm, type NameKind } from './names';
import type { Findings } from './problem';

/** Notes a value that is not a legal name of its kind. */
export function expectName(findings: Findings, kind: NameKind, field: string, value: unknown): void {
  const text = value === '' ? 'empty is not legal' : `"${String(value)}" is not legal`;
  const wrong = typeof value === 'string' ? text : `${JSON.stringify(value)} is not text`;
  findings.expect(isLegal(kind, value), field, wrong, legalForm(kind));
}

/** Notes a number that is not whole, or below the least: the scripts count in whole numbers. */
export function expectWhole(findings: Findings, field: string, value: number | undefined, least: number): void {
  const whole = value === undefined || (Number.isSafeInteger(value) && value >= least);
  findings.expect(whole, field, `${value ?? 0} is not possible`, `a whole number of at least ${least}`);
}
