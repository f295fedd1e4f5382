/** What a command knows of the outside world. Made in one place, `src/cli/surroundings.ts`, so that everything else is testable. */
export interface Surroundings {
  /** Folder in which the command was started. */
  readonly cwd: string;
  readonly now: Date;
  readonly pid: number;
  readonly host: string;
  /** Whether the output is a terminal that shows colours. */
  readonly color: boolean;
  /** Environment for child processes. */
  readonly env: Record<string, string | undefined>;
  /** Prints a line of the result. */
  readonly print: (line: string) => void;
  /** Prints an error, apart from the result, which a program may read. */
  readonly printError: (line: string) => void;
  /** Shows how far long work is, in a line that the next one replaces; empty text removes it. @default - nobody watches */
  readonly progress?: (text: string) => void;
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

/** Errors that are thrown on purpose. By name: a `.projenrc.ts` may load a second copy of this package. */
const FOR_PEOPLE = [
  'UsageError',
  'DefinitionError',
  'ManagedFilesError',
  'RefusedError',
  'LockedError',
  'WriteFailedError',
];

/** Whether the message of an error is all that a person needs. */
export function isForPeople(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && FOR_PEOPLE.includes(String(error.name));
}

/** What an error says. Errors of node's core are no `instanceof Error` everywhere. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
