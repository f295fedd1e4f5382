import { RULES, type Finding, type Severity } from './finding';
import { toSarif } from './sarif';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** What a check found, and where. */
export interface Report {
  readonly findings: readonly Finding[];
  /** How many tenants were looked at. */
  readonly tenants: number;
  /** Path from the repository to the folder of tenants, for those who show findings in files. */
  readonly prefix: string;
}

/** The findings as people, programs, code scanning or the log of a workflow take them. */
export function render(report: Report, format: Format): string {
  switch (format) {
    case 'json':
      return JSON.stringify({ version: 1, findings: report.findings }, undefined, 2);
    case 'sarif':
      return JSON.stringify(toSarif(report), undefined, 2);
    case 'github':
      return [...report.findings.map((finding) => toCommand(finding, report.prefix)), summary(report)].join('\n');
    case 'text':
      return [...toLines(report.findings), summary(report)].join('\n');
  }
}

export function isFormat(text: string): text is Format {
  return FORMATS.some((format) => format === text);
}

function toLines(findings: readonly Finding[]): string[] {
  const byTenant = new Map<string, Finding[]>();
  for (const finding of findings) {
    const [tenant = ''] = finding.file.split('/');
    byTenant.set(tenant, [...(byTenant.get(tenant) ?? []), finding]);
  }
  return [...byTenant].flatMap(([tenant, own]) => [
    tenant,
    ...own.flatMap(({ id, file, line, column, severity, message, fix }) => {
      const place = file === tenant ? 'folder' : `${file.slice(tenant.length + 1)}:${line}:${column}`;
      return [`  ${place}  ${severity} ${id}`, `    ${message}`, `    write: ${fix}`];
    }),
    '',
  ]);
}

function summary({ findings, tenants }: Report): string {
  if (findings.length === 0) return `${counted(tenants, 'tenant')}, nothing found.`;
  const severities: readonly Severity[] = ['error', 'warning', 'notice'];
  const counts = severities
    .map((severity) => counted(findings.filter((finding) => finding.severity === severity).length, severity))
    .filter((text) => !text.startsWith('0 '));
  return `${counted(tenants, 'tenant')}: ${counts.join(', ')}.`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** A workflow command: GitHub shows it at the line in the changed files. */
function toCommand({ id, file, line, column, severity, message, fix }: Finding, prefix: string): string {
  const properties = { file: prefix + file, line, col: column, title: `${id} ${RULES[id].reports}` };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escaped(String(value), /[%\r\n:,]/g)}`);
  return `::${severity} ${written.join(',')}::${escaped(`${message}\nWrite: ${fix}`, /[%\r\n]/g)}`;
}

function escaped(text: string, characters: RegExp): string {
  return text.replace(characters, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
