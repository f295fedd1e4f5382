import type { Verified } from './verified';

/**
 * Findings for programs. `version` grows when a field changes its meaning.
 *
 * @param more Further fields, of what else was judged.
 */
export function toJson({ findings, files }: Verified, more: object = {}): string {
  const plain = findings.map(({ id, file, line, column, severity, message, chain, fix }) => {
    return {
      id,
      file,
      line,
      column,
      severity,
      message,
      chain: chain.map((each) => `${each.file}:${each.line} ${each.says}`),
      fix,
    };
  });
  return JSON.stringify({ version: 1, findings: plain, files, ...more }, undefined, 2);
}
