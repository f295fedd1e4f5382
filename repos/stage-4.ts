import type { StageSpec } from '../src';
import { platform } from './platform';
import { gate } from './stage-4-gate';
import {
  EVENTS,
  GITOPS,
  INSTANCES,
  SITES,
  EVENT_WORKFLOWS,
  GITOPS_RUNBOOKS,
  GITOPS_WORKFLOWS,
  RUNBOOKS,
  deployed,
  gh,
  workflows,
} from './stage-4-names';

/** Stage 4: delivery. Criteria of the stage, and of the gate that ends it. */
export const stage: StageSpec = {
  title: 'Stage 4: CI/CD pipelines',
  inputs: [
    {
      name: 'The platform table',
      state: 'seen',
      note: 'repos/platform.ts; owner and teams are to be confirmed by their owners.',
    },
    {
      name: 'Checkouts of the repositories',
      state: 'not available',
      note: 'Give them with --checkouts; without, lines about workflows that people wrote are not shown.',
    },
    {
      name: 'The live accounts and GitHub organisation',
      state: 'not available',
      note: 'What only they can prove is listed apart, with commands.',
    },
  ],
  approvers: ['DevOps Lead', 'QA Lead'],
  criteria: [
    {
      id: 'S1',
      part: 'stage',
      text: 'The event handler is complete, with 6 workflows',
      checks: [
        { kind: 'files', repository: EVENTS, paths: EVENT_WORKFLOWS },
        { kind: 'stories', repository: EVENTS, chapters: ['first-environment', 'gates'] },
      ],
      live: [deployed],
    },
    {
      id: 'S2',
      part: 'stage',
      text: 'GitOps supports DEV, SIT and PROD',
      checks: [
        { kind: 'files', repository: GITOPS, paths: GITOPS_WORKFLOWS },
        {
          kind: 'stories',
          repository: GITOPS,
          chapters: ['validation', 'tenant-plan', 'tenant-apply', 'tenant-production', 'tenant-destruction', 'drift'],
        },
      ],
      live: [],
    },
    {
      id: 'S3',
      part: 'stage',
      text: 'OIDC in all workflows, and no static credentials',
      checks: [
        { kind: 'no-findings', of: 'emitted', rules: ['D01', 'D02'] },
        { kind: 'no-findings', of: 'own', rules: ['D01', 'D02'], repository: INSTANCES },
        { kind: 'no-findings', of: 'own', rules: ['D01', 'D02'], repository: SITES },
      ],
      live: [
        {
          command: `gh secret list --repo ${platform.owner}/${EVENTS}`,
          expect: 'no access key of a cloud',
        },
      ],
    },
    {
      id: 'S4',
      part: 'stage',
      text: 'Rollback is documented and tested',
      checks: [
        { kind: 'files', repository: EVENTS, paths: [RUNBOOKS[0] ?? ''] },
        { kind: 'stories', repository: EVENTS, chapters: ['rollback', 'runbooks'] },
        { kind: 'files', repository: GITOPS, paths: GITOPS_RUNBOOKS.slice(0, 1) },
        { kind: 'stories', repository: GITOPS, chapters: ['tenant-runbooks'] },
        { kind: 'way-back', repository: INSTANCES },
        { kind: 'way-back', repository: SITES },
      ],
      live: [
        {
          command: gh(EVENTS, 'rollback.yml', " -f environment=dev -f reason='rehearsal of the rollback'"),
          expect: 'a green run; the alias serves the version before',
        },
      ],
    },
    {
      id: 'S5',
      part: 'stage',
      text: 'Coverage reporting is configured',
      checks: [EVENTS, INSTANCES, SITES].map((repository) => {
        return { kind: 'files', repository, paths: workflows('test-coverage') } as const;
      }),
      live: [
        {
          command: `gh run list --repo ${platform.owner}/${EVENTS} --workflow quality-gates.yml --limit 1`,
          expect: 'a green run with a table of coverage in its summary',
        },
      ],
    },
    {
      id: 'S6',
      part: 'stage',
      text: 'Gates include lint, types and tests',
      checks: [{ kind: 'stories', repository: EVENTS, chapters: ['gates'] }],
      live: [],
    },
    {
      id: 'S7',
      part: 'stage',
      text: 'All six work packages are done',
      checks: [
        { kind: 'files', repository: EVENTS, paths: [...EVENT_WORKFLOWS, ...RUNBOOKS] },
        { kind: 'files', repository: GITOPS, paths: [...GITOPS_WORKFLOWS, ...GITOPS_RUNBOOKS] },
        { kind: 'files', repository: INSTANCES, paths: workflows('test-coverage') },
        { kind: 'files', repository: SITES, paths: workflows('test-coverage') },
        { kind: 'no-findings', of: 'own', repository: INSTANCES },
        { kind: 'no-findings', of: 'own', repository: SITES },
      ],
      live: [],
    },
    { id: 'S8', part: 'stage', text: 'The summary exists', checks: [{ kind: 'summary' }], live: [] },
    ...gate,
  ],
};
