/** A rollout: wave after wave, each only when the one before is green. */
import { setTimeout as pause } from 'node:timers/promises';
import { EXIT, type ExitCode } from '../surroundings';
import { wantedBy } from './draft';
import { standingOf, type GateRules, type Standing } from './gate';
import { asksSomebody, type Result } from './result';
import { settle } from './settle';
import { visit, type Trip } from './visit';
import type { Member, Wave } from './waves';

export interface RolloutRules extends GateRules {
  /** `canary` the first wave alone · `next` up to the first wave in which there is something to do · `all` as far as checks allow. */
  readonly wave: 'canary' | 'next' | 'all';
  /** Whether the last wave has to be green, too, before all is done. */
  readonly allGreen: boolean;
  /** How many repositories are worked on at once. */
  readonly parallel: number;
  /** How many minutes checks are waited for. */
  readonly waitMinutes: number;
  /** Seconds between two looks at checks. */
  readonly pollSeconds: number;
}

export interface Rollout {
  readonly results: readonly (Result & { readonly wave: string })[];
  /** Pull requests that keep the next wave from starting. */
  readonly stopped: readonly Standing[];
  /** Name of the wave that was not passed, or not started; undefined where none is left. */
  readonly next: string | undefined;
}

/** Is told of each repository when it has been done, and of the gate between two waves. */
export interface Reporter {
  readonly done: (result: Result, count: number, of: number) => void;
  readonly gate: (sentence: string) => void;
}

/** Opens and updates pull requests. Throws where GitHub lets nobody go on; what was done is in the ledger. */
export async function openWaves(
  waves: readonly Wave[],
  rules: RolloutRules,
  trip: Trip,
  report: Reporter,
): Promise<Rollout> {
  const results: (Result & { readonly wave: string })[] = [];
  const total = waves.reduce((sum, { members }) => sum + members.length, 0);
  trip.ledger.add({ step: 'begin', at: trip.run.now.toISOString(), tool: trip.tool });
  let [stopped, next]: [readonly Standing[], string | undefined] = [[], undefined];
  for (const [i, wave] of waves.entries()) {
    const before = results.length;
    const done = await settle(wave.members, rules.parallel, async (member) => {
      const { result, known } = await visitOnce(member, wave, trip);
      results.push({ ...result, wave: wave.name });
      report.done(result, results.length, total);
      return { member, result, known };
    });
    next = waves[i + 1]?.name;
    if (results.slice(before).some(({ state }) => state === 'failed')) break;
    const isLast = next === undefined || endsHere(done, rules);
    if (isLast && !rules.allGreen) break;
    stopped = await passOnce(wave, done, rules, trip, report);
    if (isLast || stopped.length > 0) break;
  }
  trip.ledger.add({ step: 'end' });
  return { results, stopped, next };
}

function endsHere(done: Done, { wave }: RolloutRules): boolean {
  const isNew = done.some(({ result: { state } }) => state === 'opened' || state === 'updated');
  return wave === 'canary' || (wave === 'next' && isNew);
}

/** What the interrupted run before has finished is not asked again. */
async function visitOnce(
  member: Member,
  { name: wave }: Wave,
  trip: Trip,
): Promise<{ result: Result; known: boolean }> {
  const wanted = wantedBy(member.project, trip.tool);
  const known = trip.ledger.resultOf(member.name, wanted);
  const result = known ?? (await visit(member, trip));
  trip.ledger.add({ step: 'done', wanted, wave, result });
  return { result, known: known !== undefined };
}

type Done = readonly { readonly member: Member; readonly result: Result; readonly known: boolean }[];

/** A gate that the interrupted run before has passed is not asked again, if nothing behind it was done since. */
async function passOnce(
  wave: Wave,
  done: Done,
  rules: RolloutRules,
  trip: Trip,
  report: Reporter,
): Promise<Standing[]> {
  const gate = [rules.until, ...wave.members.map(({ name }) => name)].join(' ');
  if (done.every(({ known }) => known) && trip.ledger.hasPassed(gate)) return [];
  const held = await passGate(wave, done, rules, trip, report);
  if (held.length === 0) trip.ledger.add({ step: 'passed', gate });
  return held;
}

/** What keeps the next wave from starting, after waiting for as long as it may. Red is not waited for. */
async function passGate(
  { name }: Wave,
  done: Done,
  rules: RolloutRules,
  { github }: Trip,
  report: Reporter,
): Promise<Standing[]> {
  const looks = Math.floor((rules.waitMinutes * 60) / rules.pollSeconds);
  for (let look = 0; ; look += 1) {
    const all = await settle(done, rules.parallel, ({ member, result }) => standingOf(github, member, result, rules));
    const held = all.filter((standing) => standing !== undefined).filter(({ verdict }) => verdict !== 'pass');
    const red = held.filter(({ verdict }) => verdict === 'red');
    if (red.length > 0) return red;
    if (held.length === 0 || look >= looks) return held;
    report.gate(`${name}: waiting for ${held.length} of ${done.length} pull requests.`);
    await pause(rules.pollSeconds * 1000);
  }
}

/** An error counts more than a gate that is shut, or, unless it is to `keepGoing`, a repository that waits for a person. */
export function exitOfRollout({ results, stopped }: Rollout, keepGoing: boolean): ExitCode {
  if (results.some(({ state }) => state === 'failed')) return EXIT.failed;
  return stopped.length > 0 || (!keepGoing && results.some(asksSomebody)) ? EXIT.differs : EXIT.done;
}
