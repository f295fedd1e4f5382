import { inParallel } from '../../runner/in-parallel';

/**
 * Works on all, so many at once, and gives back the results in the order of `all`. After the first error nothing more
 * begins; it is thrown when all that runs has ended, so that nothing is left at work behind it.
 */
export async function settle<T, R>(all: readonly T[], most: number, run: (each: T) => Promise<R>): Promise<R[]> {
  const results: (readonly [number, R])[] = [];
  const errors: unknown[] = [];
  await inParallel(all, most, async (each, i) => {
    if (errors.length > 0) return;
    try {
      results.push([i, await run(each)]);
    } catch (error) {
      errors.push(error);
    }
  });
  if (errors.length > 0) throw errors[0];
  return results.sort(([a], [b]) => a - b).map(([, result]) => result);
}
