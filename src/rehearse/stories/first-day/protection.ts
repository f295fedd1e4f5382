import { expectRefused } from '../../expectations';
import { findEnvironment, type Environment } from '../../github';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter, type Story } from '../../story';

/** What people forget when they set up a GitHub environment, and what the preflight says of it. */
interface Forgotten {
  readonly what: string;
  readonly change: Partial<Environment> | ((environment: Environment) => Partial<Environment>);
  readonly says: RegExp;
  readonly core?: boolean;
  /** Only where the table asks for reviewers. */
  readonly reviewed?: boolean;
}

const FORGOTTEN: readonly Forgotten[] = [
  {
    what: 'has no reviewers',
    change: { reviewers: [] },
    says: /does not ask team \S+ for a review/,
    reviewed: true,
    core: true,
  },
  {
    what: 'asks a person with the name of the team',
    change: ({ reviewers }) => ({ reviewers: reviewers.map((each) => ('team' in each ? { user: each.team } : each)) }),
    says: /also lets \S+ approve: any one reviewer opens it/,
    reviewed: true,
  },
  {
    what: 'lets people approve their own runs',
    change: { preventSelfReview: false },
    says: /Turn on "Prevent self-review"/,
    reviewed: true,
  },
  {
    what: 'lets administrators bypass it',
    change: { adminsBypass: true },
    says: /Turn off "Allow administrators to bypass/,
    reviewed: true,
  },
  {
    what: 'may be used from any branch',
    change: { branches: 'any' },
    says: /may be used from any branch, the table says/,
  },
  {
    what: 'may be used from every protected branch',
    change: { branches: 'protected' },
    says: /may be used from every protected branch/,
  },
  {
    what: 'may be used from another branch, too',
    change: {
      branches: [
        { id: 1, name: 'main', type: 'branch' },
        { id: 2, name: 'release/*', type: 'branch' },
      ],
    },
    says: /may be used from main,release\/\*, the table says main/,
  },
];

/** GitHub environments that lead into the last environment of the platform. */
function waysIn({ delivery, parts }: Stage): Environment[] {
  const { githubEnvironments } = parts.project.model.platform;
  const chain = delivery.gate(delivery.last).chain;
  const all = githubEnvironments.filter(
    ({ name, environment, access }) =>
      chain.includes(name) || (environment === delivery.last.name && access === 'read'),
  );
  return all.flatMap(({ name }) => findEnvironment(parts.repository, name) ?? []);
}

const stories = FORGOTTEN.map(({ what, change, says, core = false, reviewed = false }): Story => ({
  title: `Nothing is promoted through a GitHub environment that ${what}.`,
  ...{ from: 'fresh', core },
  play: async (stage) => {
    const ways = waysIn(stage).filter(({ reviewers }) => !reviewed || reviewers.length > 0);
    for (const environment of ways)
      Object.assign(environment, typeof change === 'function' ? change(environment) : change);
    const end = await stage.delivery.propose(stage.delivery.last);
    for (const { name } of ways) expectRefused(end, new RegExp(`GitHub environment "${name}" .*${says.source}`));
  },
}));

/** GitHub environments as people set them up, or do not. */
export const protection: Chapter = {
  name: 'first-day',
  when: promotes,
  stories: [
    ...stories,
    {
      title: 'Nothing is promoted where a GitHub environment is missing, which GitHub would create without protection.',
      from: 'fresh',
      core: true,
      play: async (stage) => {
        const { delivery, parts } = stage;
        for (const { name } of waysIn(stage)) {
          const whole = parts.repository.environments;
          parts.repository.environments = whole.filter((environment) => environment.name !== name);
          const end = await delivery.propose(delivery.last);
          expectRefused(
            end,
            new RegExp(`GitHub environment "${name}" (does not exist. Create it|may be used from any)`),
          );
          parts.repository.environments = whole;
        }
      },
    },
    {
      title: 'Nothing is promoted through a GitHub environment whose timer is missing.',
      from: 'fresh',
      when: ({ platform }) =>
        platform.githubEnvironments.some(
          ({ waitMinutes, usedBy }) =>
            waitMinutes > 0 && usedBy.includes(`promote-to-${platform.environments.at(-1)?.name ?? ''}`),
        ),
      play: async (stage) => {
        for (const environment of waysIn(stage).filter(({ wait }) => wait > 0)) {
          const { wait } = environment;
          environment.wait = wait - 1;
          const end = await stage.delivery.propose(stage.delivery.last);
          expectRefused(end, `waits ${wait - 1} minutes, the table says ${wait}.`);
          environment.wait = wait;
        }
      },
    },
    {
      title: 'Nothing is promoted where GitHub cannot be asked for protection.',
      from: 'fresh',
      play: async (stage) => {
        stage.parts.github.failures = [{ match: /\/environments\//, status: 403 }];
        expectRefused(await stage.delivery.propose(stage.delivery.last), 'could not be read; the line above says why');
      },
    },
    {
      title: 'Nothing is promoted where GitHub answers with a page for people.',
      from: 'fresh',
      core: true,
      play: async (stage) => {
        stage.parts.github.failures = [
          { match: /\/environments\//, status: 200, body: '<html>Down for a while</html>' },
        ];
        expectRefused(
          await stage.delivery.propose(stage.delivery.last),
          'GitHub gave no readable answer about its environments, so nothing is known of their protection.',
        );
      },
    },
  ],
};
