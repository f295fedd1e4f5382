/** Repositories are played so that the next begins when the one before has nothing more to begin. */
import { playOneAfterAnother } from '../../src/rehearse/one-after-another';
import type { Playing, Rehearsal } from '../../src/rehearse/rehearse';
import type { Told } from '../../src/rehearse/stories-of';
import type { StageTools } from '../../src/rehearse/tools/stage-tools';
import { stageTools } from '../support/shared-tools';

const never = (): never => {
  throw new Error('nothing is broken here');
};

const events: string[] = [];
let [playing, most] = [0, 0];
let tools: StageTools;
beforeAll(async () => {
  tools = await stageTools();
});
beforeEach(() => {
  events.length = 0;
  most = 0;
});

/** A repository with two players, one of which has a longer last story. */
function repository(name: string, fails = false): Told {
  const play = async ({ seats }: Playing): Promise<Rehearsal> => {
    if (fails) throw new Error(`${name} has no stage`);
    const player = (long: boolean) => async (): Promise<void> => {
      playing += 1;
      most = Math.max(most, playing);
      events.push(`${name} begins`);
      await new Promise((settle) => setTimeout(settle, long ? 40 : 5));
      events.push(`${name} ends`);
      playing -= 1;
    };
    await Promise.all([false, true].map(async (long) => seats?.use(player(long))));
    const nothing = { results: [], evidence: [], denied: [], unused: [], files: {}, at: '' };
    return { repository: name, ...nothing };
  };
  return { name, stories: [], play, mutate: never };
}

async function playAll(...all: Told[]): Promise<string[]> {
  const rehearsals = await playOneAfterAnother(all, { tools, parallel: 2, onResult: () => undefined });
  return rehearsals.map((each) => each.repository);
}

test('The second begins while the last story of the first goes on, and no more play at once than may.', async () => {
  expect(await playAll(repository('one'), repository('two'))).toEqual(['one', 'two']);
  expect(events.slice(0, 4)).toEqual(['one begins', 'one begins', 'one ends', 'two begins']);
  expect(events.lastIndexOf('one ends')).toBeGreaterThan(events.indexOf('two begins'));
  expect(most).toBe(2);
});

test('An error of one is thrown when all others have ended.', async () => {
  await expect(playAll(repository('one', true), repository('two'))).rejects.toThrow('one has no stage');
  expect(events.filter((event) => event === 'two ends')).toHaveLength(2);
});
