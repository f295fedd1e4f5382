import { findingAt, type Finding } from '../finding';
import { walk, type TextNode } from '../hcl/node';
import type { Tenant, TenantRule, VariableFile } from '../tenant';

/** Words that stand for a value which is still to come. They count as words of their own: "todolist" is a name. */
const WORDS = new RegExp(
  '(^|[^a-z0-9])(' +
    ['todo', 'fixme', 'tbd', 'tba', 'to[-_ ]be[-_ ](?:defined|decided|done)', 'change[-_ ]?me', 'changeit'].join('|') +
    '|' +
    ['replace[-_ ]?(?:me|this|with.*)', 'fill[-_ ]?(?:me|in)', 'placeholder', 'dummy', 'xxx+', 'your[-_].+'].join('|') +
    ')($|[^a-z0-9])',
  'i',
);
/** Forms that nobody's real value has. */
const FORMS: readonly RegExp[] = [
  /<[^<>]+>|\{\{.*\}\}|^\?+$|^\.{3}$|^n\/a$/i,
  // Ids made of one digit, or counted up: they pass the pattern of a module.
  /^(?:vpc|subnet|sg|rtb|eni|igw|nat|fs|fsap|eipalloc)-(?:(.)\1{7,}|0?123456789?.*)$/i,
  /^Z(?:X{4,}|0{4,}|1234567890?.*)[A-Z0-9]*$/,
  // The distribution of AWS's documentation.
  /^d(?:x{4,}|1{6}abcdef8|1234567890?.*)\.cloudfront\.net$/i,
  /x{5,}|(?:^|[.@])example\.(?:com|org|net)$/i,
];
/** Account ids that AWS's documentation uses. */
const ACCOUNTS = /(?:^|\D)(?:123456789012|111122223333|444455556666|777788889999|(\d)\1{11})(?:\D|$)/;
const COMMENT = /(?:#|\/\/|\/\*).*?\b(TODO|FIXME|TBD|XXX|CHANGEME|REPLACE ME|PLACEHOLDER)\b/i;

/** V07: no value is a placeholder, not even one that the module would take, and none is marked as still to do. */
export const checkPlaceholders: TenantRule = function* (tenant) {
  for (const file of tenant.variableFiles) {
    for (const { value } of file.values.values()) {
      const texts = [...walk(value)].filter((node) => node.kind === 'text');
      const found = texts.filter((node) => isPlaceholder(node.value, tenant.name));
      for (const node of found) yield placeholder(file, node);
      const comment = found.length === 0 ? commentBehind(file, value.end) : undefined;
      if (comment !== undefined) {
        const message = `The value is marked as ${comment}.`;
        yield findingAt('V07', file, value.start, { message, fix: 'the value that is meant, without the mark' });
      }
    }
  }
};

/** A tenant may be called by such a word: its own name is no placeholder. */
function isPlaceholder(text: string, tenant: Tenant['name']): boolean {
  const rest = text.replaceAll(tenant, '');
  return WORDS.test(rest) || ACCOUNTS.test(rest) || FORMS.some((form) => form.test(rest));
}

function placeholder(file: VariableFile, { value, start }: TextNode): Finding {
  const message = `${JSON.stringify(value)} is a placeholder.`;
  return findingAt('V07', file, start, { message, fix: 'the real value, or no file until it is known' });
}

/** The word in a comment on the same line, behind the value. */
function commentBehind({ source: { text }, name }: VariableFile, end: number): string | undefined {
  if (name.endsWith('.json')) return undefined;
  const lineEnd = text.indexOf('\n', end);
  return COMMENT.exec(text.slice(end, lineEnd === -1 ? text.length : lineEnd))?.[1];
}
