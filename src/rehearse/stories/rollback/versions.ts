/** What stories of rollbacks ask of a stage. */
import type { LambdaModel } from '../../../model/lambda';
import type { Environment } from '../../../model/platform';
import { deployGate, promotions } from '../../../model/platform';
import { expectEqual } from '../../expectations';
import type { RunEnd } from '../../stage/running';
import type { Stage } from '../../stage/stage';

/** A version by its place in the order of building, the first being 1. */
export function built(stage: Stage, place: number): string {
  const tag = stage.parts.repository.releases[place - 1]?.tag;
  if (tag === undefined) throw new Error(`No version ${place} was built yet.`);
  return tag;
}

/** The version runs: the stack says so, and callers get its answer. */
export async function expectRuns(stage: Stage, { name }: Environment, version: string, release: string): Promise<void> {
  expectEqual(await stage.running(name), version, `The version of the stack in ${name}`);
  expectEqual(await stage.release(name), release, `What callers of ${name} get`);
}

/** Runs something, and demands that it changes neither the stack nor the aliases of an environment. */
export async function untouched(stage: Stage, { name }: Environment, work: () => Promise<RunEnd>): Promise<RunEnd> {
  const { fn } = stage.names(name);
  const account = await stage.account(name);
  const state = async (): Promise<unknown> => [await stage.running(name), await account.aliases(fn)];
  const before = await state();
  const end = await work();
  expectEqual(await state(), before, `What runs in ${name}`);
  return end;
}

/** Whether the second environment asks people before a rollback. */
export function asksInSecond({ platform }: LambdaModel): boolean {
  const [second] = promotions(platform);
  return second !== undefined && deployGate(platform, second.target.name, 'rollback').reviewers.length > 0;
}

/** Whether the last environment has windows, and a quick way back past them. */
export function hasQuickWay({ platform }: LambdaModel): boolean {
  const last = promotions(platform).at(-1)?.target;
  return last !== undefined && last.windows.length > 0 && deployGate(platform, last.name, 'rollback').urgent;
}
