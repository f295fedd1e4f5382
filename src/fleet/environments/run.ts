/** `projen-fleet environments`: GitHub's settings of a fleet, shown, set or checked. */
import { inParallel } from '../../runner/in-parallel';
import type { GitHub } from '../github/connect';
import { UsageError, type ExitCode, type Surroundings } from '../surroundings';
import type { Desired } from './desired';
import { explain } from './failure';
import { firstAlone } from './first-alone';
import { look, mend, type Outcome } from './mend';
import { compareTeams, tellTeams } from './notify';
import { readOrganization } from './read-organization';
import { exitOf, linesOf, toJson, totalOf, type Action } from './render';
import type { Organization } from './served';

export interface RunOptions {
  readonly action: Action;
  readonly json: boolean;
  /** Whether settings that are stricter than the definition, or other than it, may be changed too. */
  readonly allowWeaker: boolean;
}

/** Repositories at once. The client sends at most ten requests at a time, and one change in a second. */
const PARALLEL = 8;

/** Every repository is done, whatever comes of another; each owner's plan and teams are read first, once. */
export async function runEnvironments(
  all: readonly Desired[],
  options: RunOptions,
  github: GitHub,
  { print, progress }: Surroundings,
): Promise<ExitCode> {
  const { action, json, allowWeaker } = options;
  const owners = await readOwners(all, github);
  const { turn, refused } = firstAlone();
  const outcomes: (Outcome | undefined)[] = [];
  for (const [owner, theirs] of owners)
    outcomes.push(action === 'apply' ? await tellTeams(theirs, owner, github, turn) : compareTeams(theirs, owner));
  let done = 0;
  const rows = [...owners].flatMap(([owner, theirs]) => theirs.map((wanted) => ({ owner, wanted })));
  const first = outcomes.length;
  await inParallel(rows, PARALLEL, async ({ owner, wanted }, index) => {
    const asking = { github, owner, allowWeaker };
    outcomes[first + index] = await (action === 'apply' ? mend(wanted, asking, turn) : look(wanted, asking));
    progress?.(`${(done += 1)} of ${rows.length} repositories`);
  });
  progress?.('');
  const error = await refused();
  if (error !== undefined) throw new UsageError(`${explain(error, 'change these settings')} Nothing was changed.`);
  return tell(
    outcomes.flatMap((each) => each ?? []),
    options,
    print,
    json,
  );
}

async function readOwners(all: readonly Desired[], github: GitHub): Promise<Map<Organization, Desired[]>> {
  const logins = [...new Set(all.map(({ owner }) => owner))];
  const rows = logins.map(async (login) => {
    const theirs = all.filter(({ owner }) => owner === login);
    return [await readOrganization(login, theirs, github), theirs] as const;
  });
  return new Map(await Promise.all(rows));
}

function tell(
  outcomes: readonly Outcome[],
  options: RunOptions,
  print: Surroundings['print'],
  json: boolean,
): ExitCode {
  if (json) print(toJson(outcomes, options));
  else {
    for (const line of outcomes.flatMap((each) => linesOf(each, options))) print(line);
    print(totalOf(outcomes, options));
  }
  return exitOf(outcomes, options);
}
