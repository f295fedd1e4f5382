import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ManagedFilesError, type Writer } from '../managed';
import type { RenderedFile } from '../model/rendered-file';
import { definitionDigest } from '../project/definition-digest';
import type { FleetProject } from '../project/fleet-project';
import { chosenFrom, defineAll, loadFleet, loadProjenrc, refuseUnknown, twice, type Definition } from './definitions';
import { UsageError, type Surroundings } from './surroundings';

/** A checkout and what belongs into it. */
export interface Target {
  readonly name: string;
  /** Absolute path of the checkout. */
  readonly root: string;
  /** Where a person changes what is emitted. */
  readonly definition: string;
  readonly files: readonly RenderedFile[];
  /** What the manifest says of who wrote it. */
  readonly writer: Writer;
}

export interface Selection {
  /** Folder whose subfolders are checkouts named as their repositories. @default - the current folder is one checkout */
  readonly checkouts?: string;
  /** Names of repositories. @default - all */
  readonly names: readonly string[];
  /** Module that exports the definitions, for `checkouts`. */
  readonly definitions: string;
  /** Version of this tool. */
  readonly version: string;
}

/** What a command works on: this folder by its `.projenrc.ts`, or checkouts by the definitions of a fleet. */
export async function findTargets(selection: Selection, { cwd }: Surroundings): Promise<Target[]> {
  if (selection.checkouts !== undefined) return fleetTargets(selection, resolve(cwd, selection.checkouts), cwd);
  if (selection.names.length > 0) {
    throw new UsageError(
      `Say where the checkouts are: --checkouts DIR, with a folder ${selection.names[0] ?? ''} in it.`,
    );
  }
  const projenrc = join(cwd, '.projenrc.ts');
  if (!existsSync(projenrc)) {
    throw new UsageError(
      `${cwd} has no .projenrc.ts. Run "projen-fleet init NAME" here, or work on checkouts from the fleet: --checkouts DIR.`,
    );
  }
  const projects = loadProjenrc(projenrc);
  return Promise.all(projects.map((project) => targetOf(project, project.outdir, selection.version)));
}

/** A project with all that belongs into its checkout. What reads the workflows in it is loaded only here. */
export async function targetOf(project: FleetProject, root: string, version: string): Promise<Target> {
  const { filesFor } = await import('./pipelines/checkout');
  const writer = { version, definition: definitionDigest(project) };
  return { name: project.name, root, definition: project.definition, files: filesFor(project, root), writer };
}

/** A repository whose turn has not come: nothing of it is in memory but its name. */
export interface Candidate {
  readonly name: string;
  /** Throws ManagedFilesError where there is no checkout. */
  readonly open: () => Promise<Target>;
}

export interface Candidates {
  readonly count: number;
  readonly each: Iterable<Candidate>;
}

/**
 * What `findTargets` finds, one after another: a repository is defined when its turn comes, so that a fleet of any size
 * fits into memory. A missing checkout is a fault of that repository alone.
 */
export async function findCandidates(selection: Selection, surroundings: Surroundings): Promise<Candidates> {
  if (selection.checkouts === undefined) {
    const targets = await findTargets(selection, surroundings);
    const each = targets.map((target): Candidate => ({ name: target.name, open: () => Promise.resolve(target) }));
    return { count: targets.length, each };
  }
  const { names, definitions, checkouts, version } = selection;
  const folder = resolve(surroundings.cwd, checkouts);
  const fleet = loadFleet(definitions, surroundings.cwd);
  // Names are known only to those who define all: where none is asked for, that is done once, in turn.
  if (names.length > 0) refuseUnknown(names, defineAll(fleet, folder).map(({ project }) => project.name)); // prettier-ignore
  const count = names.length > 0 ? new Set(names).size : fleet.length;
  return { count, each: inTurn(fleet, names, { folder, version }) };
}

function* inTurn(
  fleet: readonly Definition[],
  names: readonly string[],
  { folder, version }: { readonly folder: string; readonly version: string },
): Iterable<Candidate> {
  const seen = new Set<string>();
  for (const Repository of fleet) {
    const project = new Repository({ outdir: folder });
    const { name } = project;
    if (seen.has(name)) throw twice(name);
    seen.add(name);
    if (names.length > 0 && !names.includes(name)) continue;
    const root = join(folder, name);
    const open = (): Promise<Target> => {
      if (isFolder(root)) return targetOf(project, root, version);
      throw new ManagedFilesError(`${folder} has no checkout of ${name}. Clone it there, or name other repositories.`);
    };
    yield { name, open };
  }
}

function fleetTargets({ names, definitions, version }: Selection, folder: string, cwd: string): Promise<Target[]> {
  const projects = defineAll(loadFleet(definitions, cwd), folder).map(({ project }) => project);
  const chosen = chosenFrom(projects, names);
  const absent = chosen.map(({ name }) => name).filter((name) => !isFolder(join(folder, name)));
  if (absent.length > 0) {
    const missing = absent.join(', ');
    throw new UsageError(`${folder} has no checkout of ${missing}. Clone it there, or name fewer repositories.`);
  }
  return Promise.all(chosen.map((project) => targetOf(project, join(folder, project.name), version)));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
