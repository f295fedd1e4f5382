/** What GitHub said in an answer that became an error, and fields of answers whatever they are. */
import { messageOf } from '../surroundings';

export interface Answered {
  readonly status: number;
  readonly message: string;
  /** `administration=write` */
  readonly accepted: string | undefined;
}

/** The answer behind an error; undefined where it is of another kind, such as a mistake of this tool. */
export function answered(error: unknown): Answered | undefined {
  const status = fieldOf(error, 'status');
  if (typeof status !== 'number') return undefined;
  const message = fieldOf(error, 'response', 'data', 'message');
  const accepted = fieldOf(error, 'response', 'headers', 'x-accepted-github-permissions');
  return {
    status,
    message: typeof message === 'string' ? message : messageOf(error),
    accepted: typeof accepted === 'string' && accepted !== '' ? accepted : undefined,
  };
}

/** A field of an answer, however deep; undefined where it is absent. */
export function fieldOf(answer: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    answer,
  );
}
