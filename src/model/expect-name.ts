import { isLegal, legalForm, type NameKind } from './names';
import type { Findings } from './problem';
import { quoted } from './shape';

/** Notes a value that is not a legal name of its kind. */
export function expectName(findings: Findings, kind: NameKind, field: string, value: unknown): void {
  const text = value === '' ? 'empty is not legal' : `${quoted(value)} is not legal`;
  const other = value === undefined ? 'it is missing' : `${quoted(value)} is not text`;
  const wrong = typeof value === 'string' ? text : other;
  findings.expect(isLegal(kind, value), field, wrong, legalForm(kind));
}

/** Notes a number that is not whole, or below the least: the scripts count in whole numbers. */
export function expectWhole(findings: Findings, field: string, value: number | undefined, least: number): void {
  const whole = value === undefined || (Number.isSafeInteger(value) && value >= least);
  findings.expect(whole, field, `${value ?? 0} is not possible`, `a whole number of at least ${least}`);
}
