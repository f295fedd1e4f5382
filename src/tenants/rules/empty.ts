import { findingIn } from '../finding';
import type { TenantRule } from '../tenant';

/** V06: a file without a value looks like an environment that is set up. */
export const checkEmpty: TenantRule = function* ({ variableFiles }) {
  for (const { readable, values, path } of variableFiles) {
    if (!readable || values.size > 0) continue;
    const message = 'The file sets nothing, and the environment would be deployed with defaults or not at all.';
    yield findingIn('V06', path, { message, fix: 'no file, until this environment is used' });
  }
};
