/** A story: what happens to a repository's delivery in one situation, and what must come of it. */
import type { GitOpsModel } from '../model/gitops';
import type { LambdaModel } from '../model/lambda';
import type { Stage } from './stage/stage';
import type { TenantStage } from './stage/tenant-stage';

/**
 * Where a story begins. `fresh`: a version is committed, nothing is deployed. `deployed`: it runs in the first
 * environment. `renewed`: a second one runs there, after it. `promoted`: it runs in the second, and has soaked. `delivered`: it runs in all; the next version runs
 * in all but the last, has soaked there, and the last is open for it.
 */
export type Beginning = 'fresh' | 'deployed' | 'renewed' | 'promoted' | 'delivered';

/** A story; those of deliveries unless said otherwise. */
export interface Story<S = Stage, M = LambdaModel, B = Beginning> {
  /** A sentence; the list of all reads as a specification. */
  readonly title: string;
  readonly from: B;
  /** Whether it makes sense for a repository. @default - it does */
  readonly when?: (model: M) => boolean;
  /** Whether it is among those that every change is tested with. @default false */
  readonly core?: boolean;
  /** Whether calls to the cloud are meant to be denied. @default false: such a call is reported */
  readonly denied?: boolean;
  /** Throws where something else comes of it. */
  readonly play: (stage: S) => Promise<void>;
}

/** Whether a repository has a delivery. */
export function deploys({ packaging }: LambdaModel): boolean {
  return packaging !== undefined;
}

/** Whether versions go on to a second environment. */
export function promotes(model: LambdaModel): boolean {
  return deploys(model) && model.platform.environments.length > 1;
}

/** Stories about one thing: a file in `stories/`. */
export interface Chapter<S = Stage, M = LambdaModel, B = Beginning> {
  /** Repositories that it is about. @default - those that deploy, or all that have tenants */
  readonly when?: (model: M) => boolean;
  /** Kebab-case: `rollback`. */
  readonly name: string;
  /** Its stories take minutes: they begin first, so that no core waits for them in the end. */
  readonly long?: boolean;
  readonly stories: readonly Story<S, M, B>[];
}

/**
 * Where a story of tenants begins. `fleet`: a repository with a few tenants without a defect, nothing is deployed.
 * `tested`: the first of them runs where workflows deploy first, `filled`: all of them do. `live`: the first runs in the
 * last environment, too, whose window is open.
 */
export type TenantBeginning = 'fleet' | 'tested' | 'filled' | 'live';

export type TenantStory = Story<TenantStage, GitOpsModel, TenantBeginning>;
export type TenantChapter = Chapter<TenantStage, GitOpsModel, TenantBeginning>;
