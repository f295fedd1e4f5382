import { findingAt } from '../finding';
import type { TenantRule } from '../tenant';
import { readType, typeFault } from '../type-constraint';

/** V18: Terraform can turn every value into the type that is declared for it. */
export const checkTypes: TenantRule = function* ({ variableFiles, declarations }) {
  for (const file of variableFiles) {
    for (const { name, value } of file.values.values()) {
      const declaration = declarations.get(name);
      if (!declaration) continue;
      if (value.kind === 'null') {
        if (declaration.nullable || declaration.fallback) continue;
        yield findingAt('V18', file, value.start, { message: `${name} cannot be null.`, fix: 'a value' });
        continue;
      }
      const fault = declaration.type && typeFault(value, readType(declaration.type));
      if (!fault) continue;
      const message = `${name} is declared as ${fault.expected}${fault.inside ? ' in this place' : ''}, and this is ${fault.found}.`;
      yield findingAt('V18', file, fault.start, { message, fix: fault.fix });
    }
  }
};
