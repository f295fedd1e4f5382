import { computedParts } from './evaluated';
import { JsonReader } from './json';
import type { Attribute } from './node';
import { parseFile } from './parse-body';
import { ReadingError } from './reading-error';
import type { Source } from './source';

/**
 * The variables that a `.tfvars` or `.tfvars.json` file sets. Throws a ReadingError where Terraform would refuse the
 * file. Expressions without calls and references are no error there; they are in the result, never evaluated.
 */
export function readVariables(name: string, source: Source): readonly Attribute[] {
  if (name.endsWith('.json')) return new JsonReader(source).readVariables();
  const { attributes, blocks } = parseFile(source);
  const [block] = blocks;
  if (block) {
    const message = `A variable file holds values only, and "${block.type}" begins a block.`;
    throw new ReadingError(block.start, message, `${block.type} = { … }, or the block in a .tf file`);
  }
  for (const { value } of attributes) {
    const [refused] = computedParts(value).refused;
    if (refused?.kind === 'call')
      throw new ReadingError(
        refused.start,
        `${refused.name}() is called, which variable files cannot do.`,
        'its result',
      );
    if (refused?.kind === 'reference')
      throw new ReadingError(refused.start, `${refused.path} is no value.`, `"${refused.path}" in quotes, or a value`);
  }
  return attributes;
}
