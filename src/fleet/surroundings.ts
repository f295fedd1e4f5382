/** What a command knows of the outside world. Made in one place, `src/cli.ts`, so that everything else is testable. */
export interface Surroundings {
  /** Folder in which the command was started. */
  readonly cwd: string;
  readonly now: Date;
  readonly pid: number;
  readonly host: string;
  /** Whether the output is a terminal that shows colours. */
  readonly color: boolean;
  /** Environment for child processes. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** Asks a person; false when there is none. */
  readonly ask: (question: string) => Promise<boolean>;
}

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, differs: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error whose message is all that a person needs; no stack is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
