import { RULES } from '../rules';
import { UNREADABLE, type ChainLink, type Finding } from '../verify';
import type { Verified } from './verified';

/** Findings for code scanning, in SARIF 2.1.0. */
export function toSarif({ findings }: Verified, version: string): string {
  const rules = [{ id: UNREADABLE, title: 'Unreadable file' }, ...RULES].map(({ id, title }) => {
    return {
      id,
      name: id,
      shortDescription: { text: title },
      fullDescription: { text: `${title}. See docs/rules/${id}.md.` },
    };
  });
  const run = {
    tool: { driver: { name: 'projen-fleet', version, rules } },
    results: findings.map((finding) =>
      result(
        finding,
        rules.findIndex(({ id }) => id === finding.id),
      ),
    ),
    columnKind: 'utf16CodeUnits',
  };
  return JSON.stringify(
    { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] },
    undefined,
    2,
  );
}

function result({ id, severity, message, fix, chain, ...place }: Finding, ruleIndex: number): object {
  const related = chain.map((each, i) => ({ id: i + 1, message: { text: each.says || each.file }, ...location(each) }));
  return {
    ruleId: id,
    ruleIndex,
    level: severity,
    message: { text: `${message} ${fix}` },
    locations: [location(place)],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
  };
}

function location({ file, line, column }: Pick<ChainLink, 'file' | 'line'> & { readonly column?: number }): object {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  const region = {
    startLine: Math.max(1, line),
    ...(column === undefined ? {} : { startColumn: Math.max(1, column) }),
  };
  return { physicalLocation: { artifactLocation: { uri }, region } };
}
