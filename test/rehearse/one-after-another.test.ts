/** Repositories are played so that the next begins when the one before has nothing more to begin. */
import { playOneAfterAnother } from '../../src/rehearse/one-after-another';
import type { Playing, Rehearsal } from '../../src/rehearse/rehearse';
import type { Told } from '../../src/rehearse/stories-of';
import { stageTools } from '../support/shared-tools';

const never = (): never => {
  throw new Error('nothing is broken here');
};

const events: string[] = [];
beforeEach(() => {
  events.length = 0;
});

/** A repository whose last story goes on for a while after nothing more can begin. */
function repository(name: string, fails = false): Told {
  const play = async ({ onIdle }: Playing): Promise<Rehearsal> => {
    events.push(`${name} begins`);
    if (fails) throw new Error(`${name} has no stage`);
    onIdle?.();
    await new Promise((settle) => setTimeout(settle, 20));
    events.push(`${name} ends`);
    const nothing = { results: [], evidence: [], denied: [], unused: [], files: {}, at: '' };
    return { repository: name, ...nothing };
  };
  return { name, stories: [], play, mutate: never };
}

async function playAll(...all: Told[]): Promise<string[]> {
  const playing = { tools: await stageTools(), parallel: 1, onResult: () => undefined };
  const rehearsals = await playOneAfterAnother(all, playing);
  return rehearsals.map(({ repository }) => repository);
}

test('The second begins while the last story of the first goes on; the results keep their order.', async () => {
  expect(await playAll(repository('one'), repository('two'))).toEqual(['one', 'two']);
  expect(events).toEqual(['one begins', 'two begins', 'one ends', 'two ends']);
});

test('An error of one is thrown when all others have ended.', async () => {
  await expect(playAll(repository('one', true), repository('two'))).rejects.toThrow('one has no stage');
  expect(events).toEqual(['one begins', 'two begins', 'two ends']);
});
