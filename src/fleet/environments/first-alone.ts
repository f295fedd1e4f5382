import { lacksPermission } from './failure';

/** Does a piece of work in its turn. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets the first of many pieces of work go alone, and the others at once after it. Where the first is refused for want of
 * a permission, so is every other, and nothing has been changed anywhere: GitHub does not tell what a token may do before
 * it does it.
 */
export function firstAlone(): { readonly turn: Turn; readonly refused: () => Promise<Error | undefined> } {
  let first: Promise<Error | undefined> | undefined;
  const refusal = async (work: Promise<unknown>): Promise<Error | undefined> => {
    try {
      await work;
      return undefined;
    } catch (error) {
      return error instanceof Error && lacksPermission(error) ? error : undefined;
    }
  };
  return {
    turn: async (work) => {
      if (first === undefined) {
        const done = work();
        first = refusal(done);
        return done;
      }
      const error = await first;
      if (error !== undefined) throw error;
      return work();
    },
    refused: async () => first,
  };
}
