import type { Criterion } from '../src';
import {
  EVENTS,
  GITOPS,
  INSTANCES,
  SITES,
  GITOPS_RUNBOOKS,
  GITOPS_WORKFLOWS,
  RUNBOOKS,
  deployed,
  gh,
} from './stage-4-names';

/** The gate that ends stage 4. */
export const gate: readonly Criterion[] = [
  {
    id: 'G1',
    part: 'gate',
    text: 'All pipelines are functional',
    checks: [
      { kind: 'no-findings', of: 'emitted' },
      { kind: 'stories', repository: EVENTS, chapters: ['first-environment', 'promotion', 'rollback', 'steps'] },
      { kind: 'no-findings', of: 'own', repository: INSTANCES },
      { kind: 'no-findings', of: 'own', repository: SITES },
      { kind: 'files', repository: GITOPS, paths: GITOPS_WORKFLOWS },
      {
        kind: 'stories',
        repository: GITOPS,
        chapters: ['tenant-apply', 'tenant-serving', 'tenant-lock', 'tenant-death', 'tenant-steps'],
      },
    ],
    live: [deployed],
  },
  {
    id: 'G2',
    part: 'gate',
    text: 'Test automation works',
    checks: [{ kind: 'stories', repository: EVENTS, chapters: ['gates'] }],
    live: [],
  },
  {
    id: 'G3',
    part: 'gate',
    text: 'OIDC is verified',
    checks: [
      { kind: 'stories', repository: EVENTS, chapters: ['identity', 'identity-wrong', 'identity-intruders'] },
      { kind: 'no-findings', of: 'emitted', rules: ['D01', 'D02'] },
    ],
    live: [
      {
        command: 'aws iam list-open-id-connect-providers',
        expect: 'token.actions.githubusercontent.com in each account',
      },
    ],
  },
  {
    id: 'G4',
    part: 'gate',
    text: 'Promotion is tested',
    checks: [
      {
        kind: 'stories',
        repository: EVENTS,
        chapters: [
          'promotion',
          'promotion-artifact',
          'promotion-history',
          'promotion-stability',
          'promotion-soak',
          'promotion-approvals',
          'promotion-window',
          'promotion-watch',
        ],
      },
    ],
    live: [{ command: gh(EVENTS, 'promote-to-sit.yml'), expect: 'a run that waits for one approval, then is green' }],
  },
  {
    id: 'G5',
    part: 'gate',
    text: 'Rollback is documented',
    checks: [
      { kind: 'files', repository: EVENTS, paths: RUNBOOKS },
      { kind: 'stories', repository: EVENTS, chapters: ['runbooks'] },
      { kind: 'files', repository: GITOPS, paths: GITOPS_RUNBOOKS },
      { kind: 'stories', repository: GITOPS, chapters: ['tenant-runbooks'] },
      { kind: 'way-back', repository: SITES },
    ],
    live: [],
  },
];
