import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleet } from '../../repos';
import { LambdaRepo, type GitOpsRepo } from '../../src';
import type { LambdaRepoSpec } from '../../src/model/lambda-spec';
import { library, orders, otherPlatform, replaced } from '../model/specs';

/** The first environment waits for a person too, and has another name than the GitHub environment in front of it. */
const guarded: LambdaRepoSpec = {
  name: 'payments',
  platform: replaced(
    replaced(otherPlatform, 'githubEnvironments.0.name', 'test-entry'),
    'githubEnvironments.0.reviewers',
    ['leads'],
  ),
  python: { gates: { lint: 'ratchet' } },
  packaging: {
    kind: 'sam',
    stack: 'payments',
    functions: [{ logicalId: 'Pay', name: 'pay' }],
    tags: {},
    syntheticEvent: {},
  },
};

/** Nobody reviews in its GitHub environments: promotions and rollbacks are asked for, and approved, by pull request. */
export const reviewed: LambdaRepoSpec = {
  ...guarded,
  name: 'reviewed',
  platform: { ...otherPlatform, approval: 'pull-request' },
};

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'invariants-'));

/** Every repository of the fleet, built anew. */
export function fleetProjects(): (LambdaRepo | GitOpsRepo)[] {
  return fleet.map((Repository) => new Repository({ outdir: newFolder() }));
}

/** The fleet, and repositories that use what the fleet does not. */
export function allProjects(): (LambdaRepo | GitOpsRepo)[] {
  const others = [orders, guarded, reviewed, library].map((spec) => new LambdaRepo(spec, { outdir: newFolder() }));
  return [...fleetProjects(), ...others];
}
