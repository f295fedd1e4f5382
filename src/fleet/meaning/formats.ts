import type { Node } from './node';
import { readIni, readJson, readLock } from './read-settings';
import { readTable, TABLE } from './read-table';
import { readYaml } from './read-yaml';
import type { Rule } from './rule';
import { WORKFLOW_RULES } from './rules';
import { LOCK_RULES, SETTINGS_RULES } from './rules/settings';
import { TABLE_RULES } from './rules/table';

/** How files of a kind are read for what they mean, and what their differences mean. */
export interface Format {
  readonly read: (text: string) => Node;
  readonly rules: readonly Rule[];
}

const FORMATS: readonly (Format & { readonly of: RegExp })[] = [
  { of: /^\.github\/workflows\/[^/]+\.ya?ml$|(^|\/)action\.ya?ml$/, read: readYaml, rules: WORKFLOW_RULES },
  { of: TABLE, read: readTable, rules: TABLE_RULES },
  { of: /\.json$/, read: readJson, rules: SETTINGS_RULES },
  { of: /(^|\/)(pytest\.ini|\.coveragerc|mypy\.ini|setup\.cfg|tox\.ini)$/, read: readIni, rules: SETTINGS_RULES },
  { of: /(^|\/)gates\.txt$/, read: readLock, rules: LOCK_RULES },
];

/** Undefined where a file is nothing but its lines. */
export function formatOf(path: string): Format | undefined {
  return FORMATS.find(({ of }) => of.test(path));
}
