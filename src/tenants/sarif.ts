import { RULES, type Finding, type RuleId } from './finding';
import type { Report } from './report';

const LEVELS = { error: 'error', warning: 'warning', notice: 'note' } as const;

/** The findings as a log of SARIF 2.1.0, which code scanning takes. */
export function toSarif({ findings, prefix }: Report): object {
  const rules = Object.entries(RULES).map(([id, { severity, reports }]) => ({
    id,
    shortDescription: { text: reports },
    defaultConfiguration: { level: LEVELS[severity] },
  }));
  const indexes = new Map(rules.map(({ id }, i) => [id, i]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'projen-fleet tenants check', rules } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => toResult(finding, prefix, indexes)),
      },
    ],
  };
}

function toResult(
  { id, file, line, column, severity, message, fix }: Finding,
  prefix: string,
  indexes: ReadonlyMap<string, number>,
): object {
  const uri = `${prefix}${file}`.split('/').map(encodeURIComponent).join('/');
  const rule: RuleId = id;
  return {
    ruleId: rule,
    ruleIndex: indexes.get(rule) ?? -1,
    level: LEVELS[severity],
    message: { text: `${message} Write: ${fix}` },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: line, startColumn: column } } }],
  };
}
