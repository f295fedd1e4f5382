import type { Environment } from '../../../model/platform';
import type { StabilitySpec } from '../../../model/platform-spec';
import { expectProven, expectRefused } from '../../expectations';
import { changedAt, touchStack } from '../../stage/by-hand';
import { count } from '../../stage/metrics';
import type { RunEnd } from '../../stage/running';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter, type Story } from '../../story';

const MINUTE = 60_000;

/** Where versions are asked for their numbers before they go on. */
const PLACES = [
  { place: 'the first environment', from: 'deployed', target: 'second' },
  { place: 'the environment before the last', from: 'promoted', target: 'last' },
] as const;

interface Numbers {
  readonly title: (place: string) => string;
  readonly core?: boolean;
  /** For which sources it makes a difference. @default - all */
  readonly when?: (source: Environment & { readonly stability: StabilitySpec }) => boolean;
  /** What CloudWatch is told of the source. */
  readonly arrange: (stage: Stage, source: Environment) => Promise<void>;
  readonly expect: (end: RunEnd) => void;
}

const lately = ({ parts }: Stage): Date => new Date(parts.clock.now().getTime() - MINUTE);
const limitOf = ({ stability }: Environment): number => stability?.errorLimit ?? 0;

const NUMBERS: readonly Numbers[] = [
  {
    title: (place) => `As many errors in ${place} as its limit refuse the version that runs there.`,
    arrange: (stage, source) => count(stage, source, 'Errors', limitOf(source), lately(stage)),
    expect: (end) => {
      expectRefused(end, /had \d+ errors in the last \d+ h; \d+ or more refuse a promotion/);
    },
  },
  {
    title: (place) => `One error less in ${place} refuses nothing.`,
    arrange: (stage, source) => count(stage, source, 'Errors', limitOf(source) - 1, lately(stage)),
    expect: expectProven,
  },
  {
    title: (place) => `A single throttle in ${place} refuses the version that runs there.`,
    arrange: (stage, source) => count(stage, source, 'Throttles', 1, lately(stage)),
    expect: (end) => {
      expectRefused(end, /was throttled 1 times in the last \d+ h. Raise its concurrency/);
    },
  },
  {
    title: (place) => `Errors in ${place} from before the hours that are looked at refuse nothing.`,
    arrange: async (stage, source) => {
      await count(stage, source, 'Errors', limitOf(source), stage.parts.clock.now());
      stage.parts.clock.pass(source.stability?.hours ?? 0, 10);
    },
    expect: expectProven,
  },
  {
    title: (place) => `Errors in ${place} that the version before met are not those of the version that runs.`,
    when: ({ soakHours, stability: { hours } }) => hours > soakHours,
    arrange: async (stage, source) => {
      const since = (await changedAt(stage, source)).getTime();
      await count(stage, source, 'Errors', limitOf(source), new Date(since - 10 * MINUTE));
      stage.parts.clock.set(new Date(since + (source.soakHours * 60 + 5) * MINUTE));
    },
    expect: expectProven,
  },
  {
    title: (place) =>
      `No data since the version came to ${place} is not health: those of the version before do not count.`,
    core: true,
    arrange: async (stage, source) => {
      await touchStack(stage, source);
      stage.delivery.soak(source);
    },
    expect: (end) => {
      expectRefused(end, 'No data is not health: let it be used');
    },
  },
];

const stories = PLACES.flatMap(({ place, from, target }) =>
  NUMBERS.map(({ title, core = false, when = () => true, arrange, expect }): Story => ({
    title: title(place),
    ...{ from, core: core && target === 'last' },
    when: ({ platform: { environments } }) => {
      const source = environments.at(target === 'second' ? 0 : -2);
      return source?.stability !== undefined && when({ ...source, stability: source.stability });
    },
    play: async (stage) => {
      const { delivery } = stage;
      await arrange(stage, delivery.sourceOf(delivery[target]));
      expect(await delivery.propose(delivery[target]));
    },
  })),
);

/** What CloudWatch says of the version where it runs. */
export const stability: Chapter = { name: 'promotion-stability', when: promotes, stories };
