/** One thing that is wrong in what a person wrote: where, what, and what to write instead. */
export interface Problem {
  /** Repository or table that holds the field, for instance `2_bbws_tenants_event_handler` or `platform`. */
  readonly where: string;
  /** Path of the field, for instance `accounts.prod.account`. */
  readonly field: string;
  /** What is wrong with the value. */
  readonly wrong: string;
  /** What to write instead. */
  readonly instead: string;
}

/** Every problem of a definition at once. Its message has one line for each. */
export class DefinitionError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const lines = problems.map(
      ({ where, field, wrong, instead }) => `  ${where}: ${field}: ${wrong}\n    write: ${instead}`,
    );
    super(`The definition has ${count}:\n${lines.join('\n')}`);
    this.name = 'DefinitionError';
  }
}

/** Throws when there is any problem; otherwise does nothing. */
export function throwIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new DefinitionError(problems);
}

/** Collects the problems of one table or repository, so that a rule states only field, fault and remedy. */
export class Findings {
  readonly problems: Problem[] = [];

  constructor(private readonly where: string) {}

  /** Notes a problem unless `holds`; the same one only once. */
  expect(holds: boolean, field: string, wrong: string, instead: string): void {
    const noted = this.problems.some((problem) => problem.field === field && problem.wrong === wrong);
    if (!holds && !noted) this.problems.push({ where: this.where, field, wrong, instead });
  }
}
