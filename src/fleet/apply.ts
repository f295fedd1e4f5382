import { dirname, relative } from 'node:path';
import { applyPlan, planChanges, RefusedError, renderRefusal, type Applied } from '../managed';
import { attemptOn, exitOf, headed, toJson, type Outcome } from './outcome';
import { UsageError, type ExitCode, type Surroundings } from './surroundings';
import type { Target } from './targets';
import { Upgrades, type ReadChangelog } from './upgrade';

export interface Decisions {
  /** Edited or foreign files to overwrite, after saving them. */
  readonly accept: readonly string[];
  /** Edited or foreign files to give back to people. */
  readonly release: readonly string[];
}

/** What `apply` does, and how it tells. */
export interface Applying extends Decisions {
  readonly json: boolean;
  /** Write although a newer version of the tool wrote last. */
  readonly allowDowngrade: boolean;
  readonly changelog: ReadChangelog;
}

/** Writes what the definitions say. A refused repository is left as it was; the others are done. */
export function apply(
  targets: readonly Target[],
  { accept, release, json, allowDowngrade, changelog }: Applying,
  surroundings: Surroundings,
): ExitCode {
  if (targets.length > 1 && accept.length + release.length > 0) {
    const names = targets.map(({ name }) => name).join(', ');
    throw new UsageError(`--accept and --release are about one repository. Name it; chosen are ${names}.`);
  }
  const upgrades = new Upgrades(changelog);
  const outcomes = targets.map((target) => {
    const outcome = attemptOn(target, ({ root, files, definition, writer }) => {
      const options = { definition, accept, release, writer, allowDowngrade };
      return applyPlan(planChanges(root, files, options), surroundings);
    });
    if (!json) tell(outcome, targets.length, surroundings);
    if ('value' in outcome) upgrades.add(target.name, outcome.value.plan);
    return outcome;
  });
  if (json) surroundings.print(toJson(outcomes, ({ written, removed, saved }) => ({ written, removed, saved })));
  else upgrades.print(surroundings);
  return exitOf(outcomes, () => false);
}

function tell(outcome: Outcome<Applied>, count: number, { print, printError, color, cwd }: Surroundings): void {
  const { name, files, root } = outcome.target;
  const there = root === cwd ? '' : `--checkouts ${relative(cwd, dirname(root)) || '.'} ${name} `;
  if ('value' in outcome) print(headed(name, count, done(outcome.value, files.length)));
  else if (outcome.error instanceof RefusedError)
    print(headed(name, count, `${renderRefusal(outcome.error.plan, { color })}\nDecide by: npx projen-fleet apply ${there}--accept PATH`)); // prettier-ignore
  else printError(`${name}: ${outcome.error.message}`);
}

function done({ plan, saved, written, removed }: Applied, files: number): string {
  if (written.length + removed.length === 0) return `Nothing to change: ${numberOf(files)} generated.`;
  const changed = plan.changes.filter(({ effect, decision }) => effect !== 'none' || decision !== undefined);
  const lines = changed.map(({ kind, path, decision }) => `${(decision ?? kind).padEnd(9)} ${path}`);
  const own = written.filter((path) => !plan.changes.some((change) => change.path === path)); // the manifest
  const kept = saved.map(({ path, to }) => `The old ${path} is in ${to}.`);
  const gone = removed.length === 0 ? '' : ` and removed ${removed.length}`;
  return [
    ...lines,
    ...own.map((path) => `write     ${path}`),
    ...kept,
    `Wrote ${numberOf(written.length)}${gone}. Next: git diff, then commit.`,
  ].join('\n');
}

function numberOf(files: number): string {
  return `${files} ${files === 1 ? 'file' : 'files'}`;
}
