/** Several pieces of work at once, of which only some may run at the same time. */

/** Results in the order in which the legs ended, so that the last one to write an output wins. */
export async function inParallel<T, R>(
  all: readonly T[],
  most: number,
  run: (each: T, index: number) => Promise<R>,
): Promise<R[]> {
  const ended: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < all.length; index = next++) {
      const each = all[index];
      if (each !== undefined) ended.push(await run(each, index));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
  return ended;
}
