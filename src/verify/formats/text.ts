import type { Verified } from './verified';

/** Findings for people: the sentence, the lines that prove it, and what to write instead. */
export function toText({ findings, files }: Verified): string {
  const blocks = findings.map(({ id, severity, file, line, column, message, fix, chain, title }) => {
    const proof = chain.map(
      (each) => `    ${each.file === file ? '' : `${each.file} `}line ${each.line}: ${each.says}`,
    );
    return [`${file}:${line}:${column}: ${severity} ${id} ${title}`, `  ${message}`, ...proof, `  Fix: ${fix}`].join(
      '\n',
    );
  });
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const summary =
    findings.length === 0
      ? `No defects in ${files} files.`
      : `${findings.length} defects in ${files} files: ${errors} errors, ${findings.length - errors} warnings.`;
  return [...blocks, summary].join('\n\n');
}
