import type { Verified } from './verified';

/** Findings for programs. `version` grows when a field changes its meaning. */
export function toJson({ findings, files }: Verified): string {
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
  return JSON.stringify({ version: 1, findings: plain, files }, undefined, 2);
}
