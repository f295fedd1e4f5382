/** Something that this runner cannot do as GitHub does: a run that needs it fails and says so, and never passes. */
export class NotModelledError extends Error {
  override readonly name = 'NotModelledError';

  constructor(what: string) {
    super(`not modelled: ${what}`);
  }
}

/** What an error says. Errors of node's core are no `instanceof Error` everywhere. */
export function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

/** Its code, such as ENOENT; empty where it has none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
