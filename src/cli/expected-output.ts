/** What definitions expect of checkouts, as it is printed. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineAll, loadFleet, loadProjenrc } from '../fleet/definitions';
import { expectOf, type Expected } from '../fleet/expected/expect';
import type { Expectation } from '../fleet/expected/expectation';
import { UsageError } from '../fleet/surroundings';
import type { FleetProject } from '../project/fleet-project';
import type { Found } from '../verify/find-repositories';
import type { Finding } from '../verify/verify';

export interface ExpectedOutput {
  readonly text: string;
  /** For JSON. */
  readonly fields: { readonly expected: readonly Expected[] };
  readonly absent: boolean;
}

/** A repository that was verified whole. */
export interface Whole extends Pick<Found, 'root' | 'repository'> {
  /** By all rules. */
  readonly findings: readonly Finding[];
}

/** Throws UsageError where only a part of a repository was named, or none of the fleet. */
export function expectAll(checkouts: readonly Whole[], definitions: string, cwd: string): ExpectedOutput {
  const part = checkouts.find(({ repository }) => repository.scope !== '');
  if (part !== undefined)
    throw new UsageError(`What is expected is about a whole repository. Name ${part.root}, not a part of it.`);
  const prepared = (root: string): boolean => existsSync(join(root, '.projenrc.ts'));
  const fleet = checkouts.every(({ root }) => prepared(root)) ? [] : defineAll(loadFleet(definitions, cwd), cwd);
  const projects = fleet.map(({ project }) => project);
  const expected = checkouts.map(({ root, repository, findings }) => {
    const project = prepared(root) ? loadProjenrc(join(root, '.projenrc.ts'))[0] : undefined;
    return expectOf(project ?? projectNamed(basename(root), projects, root), repository, findings);
  });
  return {
    fields: { expected },
    text: expected.map(toText).join('\n\n'),
    absent: expected.some(({ expectations }) => expectations.some(({ state }) => state === 'absent')),
  };
}

/** A checkout that is not prepared says what it is by the name of its folder. */
function projectNamed(name: string, projects: readonly FleetProject[], root: string): FleetProject {
  const project = projects.find((each) => each.name === name);
  if (project !== undefined) return project;
  const names = projects.map((each) => each.name).join(', ');
  throw new UsageError(
    `No definition is named "${name}", and ${root} has no .projenrc.ts. Name the folder as its repository: ${names}.`,
  );
}

const HEADINGS: readonly (readonly [Expectation['about'], string])[] = [
  ['workflows', 'Workflows'],
  ['accounts', 'Environment, account, role and region'],
  ['behaviour', 'Behaviour'],
];

function toText({ repository, definition, expectations }: Expected): string {
  const parts = HEADINGS.flatMap(([about, heading]) => {
    const own = expectations.filter((each) => each.about === about);
    return own.length === 0 ? [] : [`${heading}:`, ...own.flatMap(lines)];
  });
  const count = (state: Expectation['state']): number => expectations.filter((each) => each.state === state).length;
  const sum = `${count('present')} present, ${count('absent')} absent, ${count('unclear')} cannot be told.`;
  return [`What ${definition} expects of ${repository}:`, ...parts, sum].join('\n');
}

const WORDS: Readonly<Record<Expectation['state'], string>> = {
  present: 'present',
  absent: 'ABSENT',
  unclear: 'cannot be told',
};

function lines({ state, what, why, proof }: Expectation): string[] {
  const shown = state === 'present' ? [] : proof.map((each) => `      ${each}`);
  return [`  ${WORDS[state].padEnd(15)}${what}`, `      ${why}`, ...shown];
}
