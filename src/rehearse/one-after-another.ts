/** Plays the stories of many repositories so that no core waits for the last story of one. */
import type { Playing, Rehearsal } from './rehearse';
import { Seats } from './seats';
import type { Told } from './stories-of';

/**
 * Players of a repository sit down where those of the one before it have no more stories. An error of one is thrown when
 * all have ended: what they share may be stopped then.
 */
export async function playOneAfterAnother(all: readonly Told[], playing: Playing): Promise<Rehearsal[]> {
  const seats = new Seats(playing.parallel);
  const ended = await Promise.allSettled(all.map((each) => each.play({ ...playing, seats })));
  return ended.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
