import type { RepositoryStage } from './repository-stage';

/** A stage of which there can be another one. */
type Copied<S> = RepositoryStage & { copy(): Promise<S> };

/** Plays on a copy, which the story need not mind. The runs of the copy are evidence of the story, too. */
export async function onCopy<S extends Copied<S>, T>(stage: S, play: (copy: S) => Promise<T>): Promise<T> {
  const copy = await stage.copy();
  try {
    return await play(copy);
  } finally {
    stage.ends.push(...copy.ends);
    await copy.stop();
  }
}
