import type { Verified } from './verified';

/** Findings as annotations of a run. Source: GitHub's workflow commands, whose values escape what would end them. */
export function toGitHub({ findings }: Verified): string {
  return findings
    .map(({ id, severity, file, line, column, message, fix, title }) => {
      const properties = { file, line, col: column, title: `${id} ${title}` };
      const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      return `::${severity} ${written.join(',')}::${escapeData(`${message} ${fix}`)}`;
    })
    .join('\n');
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
