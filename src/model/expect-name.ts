import { isLegal, legalForm, type NameKind } from './names';
import type { Findings } from './problem';

/** Notes a value that is not a legal name of its kind. */
export function expectName(findings: Findings, kind: NameKind, field: string, value: unknown): void {
  const shown =
    typeof value === 'string' && value !== ''
      ? `"${value}"`
      : value === ''
        ? 'empty'
        : `${JSON.stringify(value)}, not text`;
  findings.expect(isLegal(kind, value), field, `${shown} is not legal`, legalForm(kind));
}
