/** Plays the stories of many repositories so that no core waits for the last story of one. */
import type { Playing, Rehearsal } from './rehearse';
import type { Told } from './stories-of';

/**
 * Each repository begins when the one before it has no more stories to begin. An error of one is thrown when all have
 * ended: what they share may be stopped then.
 */
export async function playOneAfterAnother(all: readonly Told[], playing: Playing): Promise<Rehearsal[]> {
  let turn = Promise.resolve();
  const played = all.map((each) => {
    const mine = turn;
    let pass = (): void => undefined;
    turn = new Promise((done) => {
      pass = done;
    });
    return mine.then(() => each.play({ ...playing, onIdle: pass })).finally(pass);
  });
  const ended = await Promise.allSettled(played);
  return ended.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
