import { findingAt } from '../finding';
import type { TenantRule } from '../tenant';

/** V17: every variable that is set is declared. Terraform only warns, and the value has no effect. */
export const checkDeclared: TenantRule = function* ({ variableFiles, declarations, complete }) {
  if (!complete) return;
  const known = [...declarations.keys()];
  for (const file of variableFiles) {
    for (const { name, start } of file.values.values()) {
      if (declarations.has(name)) continue;
      const close = known.find((each) => distance(each, name) <= 2);
      const fix = close === undefined ? `variable "${name}" {}, or no such line` : close;
      yield findingAt('V17', file, start, { message: `No .tf file of the tenant declares "${name}".`, fix });
    }
  }
};

/** How many characters must be changed, added or removed to make one of the other. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
