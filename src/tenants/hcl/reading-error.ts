/** What keeps a text from being read, where it is, and what to write instead. */
export class ReadingError extends Error {
  override readonly name = 'ReadingError';

  constructor(
    /** Offset in the text. */
    readonly start: number,
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}
