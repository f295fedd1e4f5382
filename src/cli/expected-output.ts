/** What definitions expect of checkouts, as it is printed. Loads the rules, and with them GitHub's parser. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineAll, loadFleet, loadProjenrc } from '../fleet/definitions';
import { expectOf, type Expected } from '../fleet/expected/expect';
import type { Expectation } from '../fleet/expected/expectation';
import { UsageError } from '../fleet/surroundings';
import type { FleetProject } from '../project/fleet-project';
import type { Found } from '../verify/find-repositories';

export interface ExpectedOutput {
  readonly text: string;
  /** For JSON. */
  readonly fields: { readonly expected: readonly Expected[] };
  readonly absent: boolean;
}

export function expectAll(found: readonly Found[], definitions: string, cwd: string): ExpectedOutput {
  const expected = found.map(({ root, repository }) => expectOf(projectOf(root, definitions, cwd), repository));
  return {
    fields: { expected },
    text: expected.map(toText).join('\n\n'),
    absent: expected.some(({ expectations }) => expectations.some(({ state }) => state === 'absent')),
  };
}

/** A checkout says itself what it is by its `.projenrc.ts`; one that is not prepared, by the name of its folder. */
function projectOf(root: string, definitions: string, cwd: string): FleetProject {
  const projenrc = join(root, '.projenrc.ts');
  const own = existsSync(projenrc) ? loadProjenrc(projenrc) : [];
  const fleet = own.length > 0 ? own : defineAll(loadFleet(definitions, cwd), root).map(({ project }) => project);
  const project = own[0] ?? fleet.find(({ name }) => name === basename(root));
  if (project !== undefined) return project;
  const names = fleet.map(({ name }) => name).join(', ');
  throw new UsageError(
    `No definition is named "${basename(root)}", and ${root} has no .projenrc.ts. Name the folder as its repository: ${names}.`,
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
