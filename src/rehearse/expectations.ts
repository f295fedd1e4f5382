/** What stories demand. Each failure says what was demanded, what came, and the end of the logs. */
import { deepStrictEqual } from 'node:assert';
import type { JobEnd } from '../runner/job-run';
import type { StepRecord } from '../runner/machine';
import type { RunEnd } from './stage/running';
import type { Stage } from './stage/stage';

function fail(end: RunEnd, demand: string): never {
  const log = end.printed.split('\n').filter((line) => line.trim() !== '');
  throw new Error(`${demand}\nRun ${end.id} ended "${end.conclusion}". Its last lines:\n${log.slice(-25).join('\n')}`);
}

export function expectSuccess(end: RunEnd): void {
  if (end.conclusion !== 'success') fail(end, 'The run should have succeeded.');
}

/** The run is red for that reason, and no stack was touched. */
export function expectRefused(end: RunEnd, reason: string | RegExp): void {
  if (end.conclusion !== 'failure') fail(end, `The run should have been refused: ${String(reason)}`);
  expectBlamed(end, reason);
  if (ran(end, 'Deploy the stack')) fail(end, 'The run should have been refused before it deployed anything.');
}

/** The run is red for that reason, after it had begun to deploy. */
export function expectFailed(end: RunEnd, reason: string | RegExp): void {
  if (end.conclusion !== 'failure') fail(end, `The run should have failed: ${String(reason)}`);
  expectBlamed(end, reason);
}

/** The reason stands where something failed: a check that only complains, and lets the run go on, is none. */
function expectBlamed(end: RunEnd, reason: string | RegExp): void {
  const red = [...end.report.jobs.values()].filter(({ result }) => result !== 'success');
  const complaints = [...red.flatMap((job) => [...complaintsOf(job), job.summary]), ...end.report.errors].join('\n');
  if (!holds(complaints, reason)) fail(end, `What failed should have said: ${String(reason)}`);
}

/** What was said from the first step on that failed, that within an action; all where no step failed. */
function complaintsOf({ log, records }: JobEnd): readonly string[] {
  const failed = records.filter(({ outcome }) => outcome === 'failure');
  const innermost = failed.filter((step) => !failed.some((other) => isWithin(other, step) && !isWithin(step, other)));
  const starts = innermost.map(({ lines: [from] }) => from);
  return starts.length === 0 ? log : log.slice(Math.min(...starts));
}

function isWithin({ lines: [from, to] }: StepRecord, { lines: [start, end] }: StepRecord): boolean {
  return from >= start && to <= end;
}

export function expectWaiting(end: RunEnd): void {
  if (end.conclusion !== 'waiting') fail(end, 'The run should wait for people.');
}

/** The preflight of a promotion has let a version pass. */
export function expectProven(end: RunEnd): void {
  expectStep(end, 'Check the stability', 'success');
}

/** Something stands in a log or a summary. */
export function expectSaid(end: RunEnd, text: string | RegExp): void {
  if (!holds(end.printed, text)) fail(end, `The run should have said: ${String(text)}`);
}

function holds(printed: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? printed.includes(text) : text.test(printed);
}

/** Whether a step of that name ran, whatever came of it. */
export function ran(end: RunEnd, step: string): boolean {
  return end.trail.some((line) => line.includes(`> ${step}: `) && !line.endsWith(': skipped'));
}

/** `job`: end of its name as people see it; empty: any. */
export function expectStep(end: RunEnd, step: string, outcome: 'success' | 'failure' | 'skipped', job = ''): void {
  if (!end.trail.some((line) => line.endsWith(`${job} > ${step}: ${outcome}`)))
    fail(end, `Step "${step}" ${job && `of ${job} `}should have ended as ${outcome}. Steps:\n${end.trail.join('\n')}`);
}

/** What callers of an environment get. */
export async function expectServed(stage: Stage, environment: string, release: string): Promise<void> {
  expectEqual(await stage.release(environment), release, `What callers of ${environment} get`);
}

export function expectEqual<T>(found: T, wanted: T, what: string): void {
  try {
    deepStrictEqual(found, wanted);
  } catch {
    throw new Error(`${what} should be ${JSON.stringify(wanted)}, and is ${JSON.stringify(found)}.`);
  }
}
