/**
 * What stops the writer. The message is meant for a person: what is wrong, where, and what to do next.
 *
 * Every error that this folder throws on purpose is one of these, so the command line prints the message without a stack.
 */
export class ManagedFilesError extends Error {
  override readonly name: string = 'ManagedFilesError';
}

/** Another run is writing to the same repository. */
export class LockedError extends ManagedFilesError {
  override readonly name = 'LockedError';
}

/** A write that the machine refused (disk full, permission): says what was already written. */
export class WriteFailedError extends ManagedFilesError {
  override readonly name = 'WriteFailedError';

  constructor(
    message: string,
    /** Paths finished before the failure, in order. */
    readonly done: readonly string[],
  ) {
    super(message);
  }
}

/** The code of a system error such as `ENOSPC`, or `''`. Errors of node's core are no `instanceof Error` under jest. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

const reasons = new Map([
  ['ENOSPC', 'no space is left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EACCES', 'permission is denied'],
  ['EPERM', 'the operation is not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENAMETOOLONG', 'the name is too long'],
]);

/** Why an operation failed, in words and with the code of the system. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  const known = reasons.get(code);
  if (known !== undefined) return `${known} (${code})`;
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

/** Runs a reading operation; a failure names what could not be done. Errors meant for people pass through. */
export function attempt<T>(what: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    if (error instanceof ManagedFilesError) throw error;
    throw new ManagedFilesError(`Cannot ${what}: ${reasonOf(error)}.`);
  }
}
