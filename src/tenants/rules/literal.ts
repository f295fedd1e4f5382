import { findingAt } from '../finding';
import { computedParts } from '../hcl/evaluated';
import type { TenantRule } from '../tenant';

/** V21: values are written out. Terraform would compute an expression; whoever reviews it, and these rules, cannot. */
export const checkLiterals: TenantRule = function* ({ variableFiles }) {
  for (const file of variableFiles) {
    for (const { name, value } of file.values.values()) {
      const [first] = computedParts(value).expressions;
      if (first?.kind !== 'expression') continue;
      const message = `${name} is ${first.what}, which cannot be checked.`;
      yield findingAt('V21', file, first.start, { message, fix: 'the value that comes out of it' });
    }
  }
};
