import type { Environment } from '../../../model/platform';
import { INTRUDER, intruder, type IntruderOptions } from '../../application/intruder';
import { expectFailed, expectRefused } from '../../expectations';
import { assumptions, expectTurnedAway } from '../../stage/assumptions';
import type { RunEnd, RunStart } from '../../stage/running';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter } from '../../story';

/** Somebody commits a workflow that wants the role of the last environment, and starts it. */
function intrude(stage: Stage, options: Omit<IntruderOptions, 'wants'>, start: RunStart): Promise<RunEnd> {
  const commit = stage.change(intruder({ wants: stage.delivery.last, ...options }));
  return stage.run(INTRUDER, { commit, ...start });
}

/** A GitHub environment by which jobs look at an environment. */
function reading({ delivery }: Stage, environment: Environment): string {
  const target = environment === delivery.last ? delivery.last : delivery.second;
  return delivery.reading(environment, `promote-to-${target.name}`);
}

const ELSEWHERE = /sub is ".*", but StringEquals wants/;

/** Workflows that nobody has reviewed go for the role of the last environment. */
export const intruders: Chapter = {
  name: 'identity-intruders',
  when: promotes,
  stories: [
    {
      title: 'A workflow on another branch gets no role.',
      ...{ from: 'fresh', denied: true, core: true },
      play: async (stage) => {
        const end = await intrude(stage, {}, { event: 'push', ref: 'refs/heads/topic' });
        expectTurnedAway(stage, end, /sub is "\S+:ref:refs\/heads\/topic"/);
      },
    },
    {
      title: 'A workflow on main without a GitHub environment gets no role.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        expectTurnedAway(stage, await intrude(stage, {}, { event: 'push' }), /sub is "\S+:ref:refs\/heads\/main"/);
      },
    },
    {
      title: 'A pull request gets no role.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        const end = await intrude(stage, {}, { event: 'pull_request', ref: 'refs/pull/7/merge' });
        expectTurnedAway(stage, end, /sub is "\S+:pull_request"/);
      },
    },
    {
      title: 'A pull request from a fork gets not even a token.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        const fork = { full_name: 'mallory/fork', fork: true };
        const payload = { pull_request: { number: 7, head: { ref: 'topic', repo: fork } } };
        const end = await intrude(stage, {}, { event: 'pull_request', ref: 'refs/pull/7/merge', payload });
        expectFailed(end, 'Did you mean to give it "id-token: write"?');
        if (assumptions(stage, end).length > 0) throw new Error('The fork came as far as asking for a role.');
      },
    },
    {
      title: 'A job in the GitHub environment of another account gets no role.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        const environment = reading(stage, stage.delivery.first);
        const end = await intrude(stage, { environment }, { event: 'push' });
        expectTurnedAway(stage, end, new RegExp(`sub is "\\S+:environment:${environment}"`));
      },
    },
    {
      title: 'A job in a GitHub environment that its first use has made gets no role.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        const end = await intrude(stage, { environment: 'sandbox' }, { event: 'push' });
        expectTurnedAway(stage, end, /sub is "\S+:environment:sandbox"/);
      },
    },
    {
      title: 'A branch does not enter a GitHub environment of the last environment, whichever.',
      from: 'fresh',
      play: async (stage) => {
        const { githubEnvironments } = stage.parts.project.model.platform;
        for (const { name } of githubEnvironments.filter((gate) => gate.environment === stage.delivery.last.name)) {
          const end = await intrude(stage, { environment: name }, { event: 'push', ref: 'refs/heads/topic' });
          expectRefused(end, `Branch "topic" is not allowed to deploy to ${name}`);
        }
      },
    },
    {
      title: 'A token for another audience opens nothing.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        const environment = reading(stage, stage.delivery.last);
        const end = await intrude(stage, { environment, audience: 'https://example.com' }, { event: 'push' });
        expectTurnedAway(stage, end, /The token is for "https:\/\/example.com", but the provider takes/);
      },
    },
    ...[
      ['a repository of another owner', 'mallory/{name}'],
      ['another repository of the owner', '{owner}/another'],
    ].map(([place = '', pattern = '']) => ({
      title: `The same workflow in ${place} gets no role, although its GitHub environments have the same names.`,
      ...({ from: 'fresh', denied: true } as const),
      play: async (stage: Stage): Promise<void> => {
        const { owner, name } = stage.parts.repository;
        const repository = pattern.replace('{owner}', owner).replace('{name}', name);
        const [repository_owner = ''] = repository.split('/');
        const claims: RunStart['claims'] = (own) => ({ ...own, repository, repository_owner });
        const end = await stage.delivery.propose(stage.delivery.second, { claims });
        expectTurnedAway(stage, end, ELSEWHERE);
      },
    })),
  ],
};
