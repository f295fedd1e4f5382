/** Evidence of a rehearsal, and whether it is about what is emitted today. */
import { readFileSync } from 'node:fs';
import type { FleetProject } from '../../project/fleet-project';
import { digestsOf } from '../../rehearse/digests';
import { messageOf, UsageError } from '../surroundings';

export interface StoryProof {
  readonly chapter: string;
  readonly title: string;
  readonly passed: boolean;
}

export interface RepositoryProof {
  readonly repository: string;
  readonly at: string;
  readonly files: ReadonlyMap<string, string>;
  readonly results: readonly StoryProof[];
}

/** Reads what `projen-fleet rehearse --json` wrote. Throws UsageError for anything else. */
export function readEvidence(file: string, name = file): RepositoryProof[] {
  try {
    const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return listOf(field(data, 'repositories')).map((each) => ({
      repository: textOf(field(each, 'repository')),
      at: textOf(field(each, 'at')),
      files: new Map(Object.entries(fieldsOf(field(each, 'files'))).map(([path, hash]) => [path, textOf(hash)])),
      results: listOf(field(each, 'results')).map((story) => ({
        chapter: textOf(field(story, 'chapter')),
        title: textOf(field(story, 'title')),
        passed: field(story, 'passed') === true,
      })),
    }));
  } catch (error) {
    const way = 'Write it with: projen-fleet rehearse --json FILE';
    throw new UsageError(`${name} is no evidence of a rehearsal: ${messageOf(error)}. ${way}`);
  }
}

/** Rehearsals of a repository that a newer one, of other files, took the place of. */
export function replaced(proofs: readonly RepositoryProof[]): RepositoryProof[] {
  return proofs.filter(({ repository, at, files }) =>
    proofs.some((other) => other.repository === repository && other.at > at && !sameFiles(other.files, files)),
  );
}

function sameFiles(one: RepositoryProof['files'], other: RepositoryProof['files']): boolean {
  return one.size === other.size && [...one].every(([path, digest]) => other.get(path) === digest);
}

/** Several rehearsals as one: of a story that was played again the newest counts, and nothing is younger than the oldest. */
export function together(proofs: readonly RepositoryProof[]): RepositoryProof[] {
  const inOrder = [...proofs].sort((one, other) => one.at.localeCompare(other.at));
  return [...new Set(inOrder.map(({ repository }) => repository))].flatMap((name) => {
    const own = inOrder.filter(({ repository }) => repository === name);
    const results = own.flatMap((each) => each.results);
    const newest = new Map(results.map((each) => [`${each.chapter}: ${each.title}`, each]));
    return own.slice(0, 1).map((oldest) => ({ ...oldest, results: [...newest.values()] }));
  });
}

/** Throws UsageError with the names of all files that are not those that were rehearsed. */
export function refuseStale(proofs: readonly RepositoryProof[], projects: readonly FleetProject[]): void {
  const stale = proofs.flatMap(({ repository, files }) => {
    const project = projects.find(({ name }) => name === repository);
    if (project === undefined) return [`${repository} (no longer in the fleet)`];
    const today = new Map(Object.entries(digestsOf(project.renderFiles())));
    const paths = [...new Set([...today.keys(), ...files.keys()])].sort();
    return paths.filter((path) => today.get(path) !== files.get(path)).map((path) => `${repository} ${path}`);
  });
  if (stale.length === 0) return;
  throw new UsageError(
    `The evidence is about other files than those that are emitted now. Rehearse again. They differ in:\n${stale.map((each) => `  ${each}`).join('\n')}`,
  );
}

function field(value: unknown, key: string): unknown {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (found === undefined) throw new Error(`it has no "${key}"`);
  return found;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Error('a text is missing');
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('a list is missing');
  return value;
}

function fieldsOf(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('a mapping is missing');
  return value;
}
