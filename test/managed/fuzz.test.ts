import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Disk } from '../../src/managed';
import { checkPlan, ManagedFilesError, planChanges, WriteFailedError } from '../../src/managed';
import { folded } from '../../src/managed/paths';
import type { RenderedFile } from '../../src/model/rendered-file';
import { faultDisk, systemError } from './support/fault-disk';
import { apply, managed, options, treeOf } from './support/tree';
import { World } from './support/world';

/** Paths that get in each other's way: a folder where another rendering has a file, and names that differ only by case. */
const emitted = ['a.yml', 'docs/b.md', 'docs/deep/c.sh', 'x', 'x/y', 'Readme.md', 'readme.md', 'Docs/b.md'];
const anywhere = [...emitted, 'docs/mine.md', 'x/mine', 'docs/deep', '.projen-fleet.1.mine', 'README.md'];
const MANIFEST = '.projen/managed.sha256';

const file = fc.record({
  path: fc.constantFrom(...emitted),
  version: fc.nat(2),
  executable: fc.boolean(),
  ownership: fc.constantFrom('managed', 'managed', 'managed', 'if-missing'),
});

/** A rendering that is valid: no path twice, none a folder of another. */
const rendering = fc.array(file, { minLength: 1, maxLength: 6, size: 'max' }).map((files) => {
  const chosen: RenderedFile[] = [];
  for (const { path, version, ...rest } of files) {
    const clashes = (other: string) =>
      folded(`${path}/`).startsWith(folded(`${other}/`)) || folded(`${other}/`).startsWith(folded(`${path}/`));
    if (!chosen.some((other) => clashes(other.path)))
      chosen.push(managed(path, `version ${version}\nof ${path}\n`, rest));
  }
  return chosen;
});

const path = fc.constantFrom(...anywhere);
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('write'), path }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('remove', 'convertLineEnds', 'changeCase', 'replaceByLink', 'chmod'),
      path,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('truncate', 'remove'),
      path: fc.constantFrom(MANIFEST, '.projen/released'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('apply'),
      rendering: fc.nat(2),
      killAt: fc.option(fc.nat(16), { freq: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('accept', 'accept', 'release'),
      rendering: fc.nat(2),
      killAt: fc.option(fc.nat(16), { freq: 2 }),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
type Apply = Extract<Act, { rendering: number }>;

const ended = { complete: 0, refused: 0, killed: 0, accepted: 0, released: 0 };

/** A disk that does nothing more from the n-th change on, as after a kill. */
function dying(disk: Disk, killAt: number | null): Disk {
  return faultDisk(({ n, half }) => {
    if (n === killAt) half();
    if (killAt !== null && n >= killAt) throw systemError('EKILL');
  }, disk);
}

/** The decisions that a person gives for all files that wait. */
function decide(world: World, verb: Apply['do'], files: RenderedFile[]): { accept: string[]; release: string[] } {
  try {
    const waiting = planChanges(world.root, files, { ...options, disk: world.disk }).changes.filter(
      ({ refused }) => refused,
    );
    const accepts = verb === 'accept' ? waiting.filter(({ kind }) => kind !== 'blocked') : [];
    const releases = verb === 'apply' ? [] : waiting.filter((change) => !accepts.includes(change));
    return { accept: accepts.map((change) => change.path), release: releases.map((change) => change.path) };
  } catch (error) {
    expect(error).toBeInstanceOf(ManagedFilesError);
    return { accept: [], release: [] };
  }
}

/** What git would see, without what a killed run left and the next one removes. */
function visibleTree(world: World): Record<string, string> {
  const own = ([name]: [string, string]) => !/^\.projen\/(lock.*|backup.*)?$|\.tmp$/.test(name);
  return Object.fromEntries(Object.entries(treeOf(world.root)).filter(own));
}

function runTool(world: World, { do: verb, killAt }: Apply, files: RenderedFile[]): void {
  const decisions = decide(world, verb, files);
  const before = visibleTree(world);
  try {
    apply(world.root, files, { ...decisions, disk: dying(world.disk, killAt) });
    ended.complete += 1;
    ended.accepted += decisions.accept.length;
    ended.released += decisions.release.length;
    expect(checkPlan(planChanges(world.root, files, { ...options, disk: world.disk }))).toEqual([]);
    if (killAt === null) {
      expect(apply(world.root, files, { disk: world.disk })).toMatchObject({ written: [], removed: [] });
      expect(
        Object.keys(treeOf(world.root)).filter((name) => /^[^/]*\.tmp$|^\.projen\/(lock|.*\.tmp$)/.test(name)),
      ).toEqual([]);
    }
  } catch (error) {
    if (!(error instanceof ManagedFilesError)) throw error;
    if (error instanceof WriteFailedError) ended.killed += 1;
    else {
      ended.refused += 1;
      expect(visibleTree(world)).toEqual(before);
      if (error.message.includes(`delete it and run again`)) fs.rmSync(join(world.root, MANIFEST)); // the way out that it names
    }
  }
  expect(world.lost(decisions.accept)).toEqual([]);
}

function perform(world: World, step: Act, renderings: RenderedFile[][]): void {
  if ('rendering' in step) runTool(world, step, renderings[step.rendering] ?? []);
  else if (step.do === 'chmod') world.chmod(step.path, 0o755);
  else world[step.do](step.path);
}

test('in any sequence of edits and runs no hand-written byte is lost without being accepted, and then it is in the backup', () => {
  const steps = fc.array(act, { minLength: 6, maxLength: 14, size: 'max' });
  const renderings = fc.array(rendering, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.boolean(), renderings, steps, (caseCounts, files, sequence) => {
      const world = new World(caseCounts);
      for (const step of sequence) perform(world, step, files);
      fs.rmSync(world.root, { recursive: true });
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 500), seed: Number(process.env.FUZZ_SEED ?? 20260102) },
  );
  // The sequences are worth something only if all of these happen often.
  for (const times of Object.values(ended)) expect(times).toBeGreaterThan(30);
}, 120_000);
