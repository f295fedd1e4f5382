/** The legs of a job: one, or those of its matrix, each with its name and its rights. */
import { booleanOf, resolveText, resolveValue, wholeOf, type Scope } from './evaluate';
import type { JobPlace, Layer } from './job-plan';
import { checkNumberOfLegs, displayName, expandMatrix, type Leg } from './matrix';
import { defaultPermissions, readPermissions, type Level, type Permissions } from './permissions';
import { child } from './token';
import { toTable, type Value } from './value';
import type { Job } from './workflow-file';

/** What `strategy` says. */
export interface Strategy {
  readonly legs: readonly Leg[];
  readonly failFast: boolean;
  readonly maxParallel: number;
}

/** Where a matrix leaves nothing, the job runs once without one, as on GitHub. */
export function readStrategy(job: Job, scope: Scope): Strategy {
  const settings = toTable(resolveValue(child(job.token, 'strategy'), scope));
  const { matrix } = settings;
  const found = matrix === undefined || matrix === null ? [] : expandMatrix(matrix);
  checkNumberOfLegs(job.id, found);
  const legs = found.length > 0 ? found : [{ matrix: null, segments: [] }];
  const failFast = booleanOf(settings['fail-fast'], 'strategy fail-fast') ?? true;
  const most = wholeOf(settings['max-parallel'], 'strategy max-parallel') ?? 0;
  return { legs, failFast, maxParallel: most > 0 ? most : legs.length };
}

/** The `strategy` context. */
export function strategyContext({ legs, failFast, maxParallel }: Strategy, index: number): Value {
  return { 'fail-fast': failFast, 'job-index': index, 'job-total': legs.length, 'max-parallel': maxParallel };
}

/** A name with expressions stands as it is; any other gets the values of its leg. */
export function legName(layer: Layer, job: Job, leg: Leg, scope: Scope): string {
  const name = child(job.token, 'name');
  const shown = name?.isExpression === true ? displayName(resolveText(name, scope), []) : '';
  const plain = displayName(name?.isExpression === true ? job.id : job.label, leg.segments);
  return fullName(layer, shown === '' ? plain : shown);
}

/** As GitHub shows it: behind the names of the calling jobs. */
export function fullName({ prefix }: Layer, name: string): string {
  return [...prefix, name].join(' / ');
}

/** Where the job stands. */
export function placeOf({ program }: Layer, job: Job): JobPlace {
  return { path: program.file.path, job: job.id };
}

/** The job's own words, else those of its file, else what a caller allows, else what the repository gives. */
export function permissionsOf({ program, allowed }: Layer, { token }: Job, policy: Level): Permissions {
  const own = readPermissions(child(token, 'permissions'));
  return own ?? readPermissions(child(program.file.token, 'permissions')) ?? allowed ?? defaultPermissions(policy);
}
