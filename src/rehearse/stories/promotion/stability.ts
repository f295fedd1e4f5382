import { expectProven, expectRefused } from '../../expectations';
import { changedAt, touchStack } from '../../stage/by-hand';
import { count, type Metric } from '../../stage/metrics';
import type { Stage } from '../../stage/stage';
import type { RunEnd } from '../../stage/running';
import { promotes, type Chapter, type Story } from '../../story';

const MINUTE = 60_000;

/** Each environment from which versions go on, and that is asked for its numbers. */
const SOURCES = [
  ['the first environment', 'deployed', 'second'],
  ['the environment before the last', 'promoted', 'last'],
] as const;

/** Stories about what callers met in the source of a promotion, a minute ago unless said otherwise. */
function storiesOf([place, from, target]: (typeof SOURCES)[number]): Story[] {
  const asked: NonNullable<Story['when']> = ({ platform: { environments } }) =>
    environments[target === 'second' ? 0 : environments.length - 2]?.stability !== undefined;
  const propose = async (stage: Stage, metric: Metric, value: (limit: number) => number): Promise<RunEnd> => {
    const { delivery, clock } = { ...stage.parts, delivery: stage.delivery };
    const source = delivery.sourceOf(delivery[target]);
    const at = new Date(clock.now().getTime() - MINUTE);
    await count(stage, source, metric, value(source.stability?.errorLimit ?? 0), at);
    return delivery.propose(delivery[target]);
  };
  return [
    {
      title: `As many errors in ${place} as its limit refuse the version that runs there.`,
      ...{ from, when: asked, core: target === 'last' },
      play: async (stage) => {
        expectRefused(await propose(stage, 'Errors', (limit) => limit), /had \d+ errors in the last \d+ h; .* refuse/);
      },
    },
    {
      title: `One error less in ${place} refuses nothing.`,
      ...{ from, when: asked },
      play: async (stage) => {
        expectProven(await propose(stage, 'Errors', (limit) => limit - 1));
      },
    },
    {
      title: `A single throttle in ${place} refuses the version that runs there.`,
      ...{ from, when: asked },
      play: async (stage) => {
        expectRefused(await propose(stage, 'Throttles', () => 1), /was throttled 1 times in the last \d+ h. Raise its/);
      },
    },
    {
      title: `Errors in ${place} from before the hours that are looked at refuse nothing.`,
      ...{ from, when: asked },
      play: async (stage) => {
        const { delivery, parts } = stage;
        const source = delivery.sourceOf(delivery[target]);
        const { hours = 0, errorLimit = 0 } = source.stability ?? {};
        await count(stage, source, 'Errors', errorLimit, parts.clock.now());
        parts.clock.pass(hours, 10);
        expectProven(await delivery.propose(delivery[target]));
      },
    },
    {
      title: `Errors in ${place} that the version before met are not those of the version that runs.`,
      ...{ from, when: asked },
      play: async (stage) => {
        const { delivery } = stage;
        const source = delivery.sourceOf(delivery[target]);
        const earlier = new Date((await changedAt(stage, source)).getTime() - 10 * MINUTE);
        await count(stage, source, 'Errors', source.stability?.errorLimit ?? 0, earlier);
        expectProven(await delivery.propose(delivery[target]));
      },
    },
    {
      title: `No data since the version came to ${place} is not health: data of the version before do not count.`,
      from,
      core: target === 'second',
      play: async (stage) => {
        const { delivery } = stage;
        const source = delivery.sourceOf(delivery[target]);
        await touchStack(stage, source);
        delivery.soak(source);
        expectRefused(await delivery.propose(delivery[target]), 'No data is not health: let it be used');
      },
    },
  ];
}

/** What CloudWatch says of the version where it runs. */
export const stability: Chapter = {
  name: 'promotion-stability',
  when: promotes,
  stories: SOURCES.flatMap(storiesOf),
};
