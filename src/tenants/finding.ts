import type { Source } from './hcl/source';

/** `error`: it breaks, or reaches what is not its own. `warning`: it works today. `notice`: form only. */
export type Severity = 'error' | 'warning' | 'notice';

/** One thing that is wrong in the configuration of a tenant. */
export interface Finding {
  readonly id: RuleId;
  /** Relative to the folder that was checked, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** What each rule reports, and how much it matters. */
export const RULES = {
  V00: { severity: 'error', reports: 'A file that Terraform cannot read' },
  V01: { severity: 'error', reports: 'The name of the tenant differs from its folder' },
  V02: { severity: 'error', reports: 'The environment is wrong for its file' },
  V03: { severity: 'error', reports: 'The domain is wrong for tenant or environment' },
  V04: { severity: 'error', reports: 'A listener priority is used twice in one environment' },
  V05: { severity: 'error', reports: 'A listener priority is out of range or band' },
  V06: { severity: 'warning', reports: 'A variable file is empty' },
  V07: { severity: 'error', reports: 'A value is a placeholder' },
  V08: { severity: 'error', reports: "A file is a copy of another tenant's" },
  V09: { severity: 'error', reports: "The backend is hard-coded, missing or another tenant's" },
  V10: { severity: 'error', reports: 'A personal or local AWS profile is used' },
  V11: { severity: 'error', reports: 'An account id is not that of the environment' },
  // Live state of DEV and SIT is in another region than the table says: nothing breaks until it is moved.
  V11r: { severity: 'warning', reports: 'The region differs from the platform table' },
  V12: { severity: 'error', reports: 'A secret or password is written in clear' },
  V13: { severity: 'error', reports: 'A plan, state or backup file is in the tree' },
  V14: { severity: 'error', reports: 'The name of a tenant breaks the pattern' },
  V15: { severity: 'error', reports: 'Production runs below its minima' },
  V16: { severity: 'error', reports: 'Fargate has no such pair of CPU and memory' },
  V17: { severity: 'warning', reports: 'A variable is set that nothing declares' },
  V18: { severity: 'error', reports: 'A value has the wrong type' },
  V19: { severity: 'notice', reports: 'A file is not in the form of terraform fmt' },
  V20: { severity: 'warning', reports: 'An image tag can change what it means' },
  V21: { severity: 'error', reports: 'A value is an expression, so it cannot be checked' },
  V22: { severity: 'error', reports: 'Configuration leaves the repository, overrides silently or is not locked' },
} as const;

export type RuleId = keyof typeof RULES;

/** A file that a finding can point into. */
export interface Place {
  readonly path: string;
  readonly source: Source;
}

interface Fault {
  readonly message: string;
  readonly fix: string;
  /** @default - the severity of the rule */
  readonly severity?: Severity;
}

/** A finding at an offset of a file. */
export function findingAt(id: RuleId, { path, source }: Place, start: number, fault: Fault): Finding {
  return findingIn(id, path, fault, source.positionAt(start));
}

/** A finding of a file or folder as a whole. */
export function findingIn(id: RuleId, file: string, fault: Fault, position = { line: 1, column: 1 }): Finding {
  const { message, fix, severity = RULES[id].severity } = fault;
  return { id, file, ...position, severity, message, fix };
}

/** By file, line and id; the same everywhere. */
export function sorted(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => order(a.file, b.file) || a.line - b.line || order(a.id, b.id) || a.column - b.column,
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
