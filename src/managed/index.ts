/**
 * The only way from rendered text to disk: plans, refuses or writes, and checks.
 *
 * `planChanges` reads, `applyPlan` writes into a repository that people work in, `mirror` into a folder of renderings.
 */
export { applyPlan, RefusedError } from './apply';
export type { Applied } from './apply';
export { onlyWriterChanges, planHasChanges, refusedChanges } from './change';
export type { Change, ChangeKind, Plan, PlanOptions } from './change';
export { visible } from './change-diff';
export { checkPlan } from './check';
export type { CheckFinding } from './check';
export { lfForm, sha256 } from './content';
export type { Disk, Entry, EntryKind } from './disk';
export { readOwned, writeEdits } from './edit-file';
export type { Edit } from './edit-file';
export { LockedError, ManagedFilesError, WriteFailedError } from './failure';
export { acquireLock } from './lock';
export type { Run } from './lock';
export { mirror } from './mirror';
export type { Mirrored, MirrorOptions } from './mirror';
export { MANIFEST } from './paths';
export { planChanges } from './plan';
export { planToJson } from './plan-json';
export type { PlanJson } from './plan-json';
export { realDisk } from './real-disk';
export { withManifest } from './rendered-manifest';
export { renderPlan, renderRefusal } from './render-plan';
export type { RenderOptions } from './render-plan';
export { tryWriter, type Writer } from './writer';
