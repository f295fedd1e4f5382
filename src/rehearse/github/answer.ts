/** What the API sends back, and GitHub's own words for what it refuses. https://docs.github.com/rest */

export interface Answer {
  readonly status: number;
  /** Text and bytes travel as they are, anything else as JSON. @default - no body */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends a call from any depth with an answer that is no success. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`GitHub answers ${answer.status}`);
  }
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export const NO_CONTENT: Answer = { status: 204 };

/** An error in the shape that every endpoint shares; `more` are fields beside the message. */
export function problem(status: number, message: string, more: Readonly<Record<string, unknown>> = {}): Answer {
  return {
    status,
    body: { message, ...more, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  };
}

export const NOT_FOUND = problem(404, 'Not Found');

/** What was looked for, or the end of the call with 404. */
export function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Refusal(NOT_FOUND);
  return thing;
}

/** Codes of https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed */
export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom';
  readonly message?: string;
  readonly value?: unknown;
}

export function validationFailed(...errors: readonly FieldError[]): Refusal {
  return new Refusal(problem(422, 'Validation Failed', { errors }));
}

/** 422 with one sentence, as the schema check of GitHub and its git endpoints word it. */
export function unprocessable(message: string): Refusal {
  return new Refusal(problem(422, message));
}
