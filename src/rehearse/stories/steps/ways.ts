import type { RunEnd } from '../../stage/running';
import type { Stage } from '../../stage/stage';
import { deploys, promotes, type Beginning, type Story } from '../../story';
import { allBut } from '../gates/red';

/** A run that goes well, and the files whose steps are broken in it. */
export interface Way {
  readonly what: string;
  readonly from: Beginning;
  readonly when?: Story['when'];
  /** Parts of their paths. */
  readonly files: (stage: Stage) => readonly string[];
  /** Names of the steps. @default - all that run */
  readonly only?: readonly string[];
  /** Before a step is broken. */
  readonly prepare?: (stage: Stage) => void;
  /** `job`: the one whose step is broken; others may stand for themselves. */
  readonly start: (stage: Stage, job: string | undefined) => Promise<RunEnd>;
}

/** Jobs of `test-coverage.yml`, of which those but one stand for themselves. */
function coverageBut(job: string | undefined): Record<string, Record<string, string>> | undefined {
  if (job === undefined) return undefined;
  const others = ['tests', 'coverage', 'codecov', 'managed-files'].filter((each) => each !== job);
  // What collects the reports needs some.
  return Object.fromEntries(
    others.filter((each) => each !== 'tests' || job === 'managed-files').map((each) => [each, {}]),
  );
}

export const WAYS: readonly Way[] = [
  {
    ...{ what: 'a deployment', from: 'deployed', when: deploys },
    files: ({ delivery }) => [
      `deploy-${delivery.first.name}.yml`,
      ...['sam-deploy.yml', 'actions/deploy-release', 'actions/enter-environment'],
    ],
    prepare: (stage) => {
      stage.version({ release: '2.0.0' });
    },
    start: ({ delivery }) => delivery.deploy(),
  },
  {
    ...{ what: 'a first promotion', from: 'deployed', when: promotes },
    files: ({ delivery }) => [`promote-to-${delivery.second.name}.yml`, 'actions/prove-version'],
    start: ({ delivery }) => delivery.promote(delivery.second),
  },
  {
    ...{ what: 'a last promotion', from: 'delivered', when: promotes },
    files: ({ delivery }) =>
      delivery.last === delivery.second ? [] : [`workflows/promote-to-${delivery.last.name}.yml`],
    start: ({ delivery }) => delivery.promote(delivery.last),
  },
  {
    ...{ what: 'a look at the next window', from: 'delivered', when: promotes },
    files: () => ['actions/prove-version'],
    only: ['Tell the next maintenance window'],
    start: ({ delivery }) => delivery.promote(delivery.last),
  },
  {
    ...{ what: 'a rollback', from: 'delivered', when: promotes },
    files: () => ['workflows/rollback.yml'],
    start: ({ delivery }) => delivery.rollBack(delivery.first),
  },
  {
    ...{ what: 'the gates', from: 'fresh', when: deploys },
    files: () => ['workflows/quality-gates.yml'],
    start: (stage, job) =>
      stage.run('quality-gates.yml', { event: 'merge_group', ...(job !== undefined && { given: allBut(job) }) }),
  },
  {
    ...{ what: 'the tests', from: 'fresh', when: deploys },
    files: () => ['workflows/test-coverage.yml', 'actions/python-setup'],
    start: (stage) => stage.run('quality-gates.yml', { event: 'merge_group', given: allBut('tests') }),
  },
  {
    ...{ what: 'the tests and their coverage', from: 'fresh', when: (model) => !deploys(model) },
    files: () => ['workflows/test-coverage.yml', 'actions/python-setup'],
    start: (stage, job) => {
      const given = coverageBut(job);
      return stage.run('test-coverage.yml', { event: 'push', ...(given && { given }) });
    },
  },
];
