import type { Stage } from './stage';

/** Plays on a copy, which the story need not mind. The runs of the copy are evidence of the story, too. */
export async function onCopy<T>(stage: Stage, play: (copy: Stage) => Promise<T>): Promise<T> {
  const copy = await stage.copy();
  try {
    return await play(copy);
  } finally {
    stage.ends.push(...copy.ends);
    await copy.stop();
  }
}
