/**
 * A second opinion: where act is known to do as GitHub does, it must agree with this runner on every fidelity case.
 *
 * When a new case is red here, read its source again. If the case is right, add it to `support/act-limits.ts` below
 * the sentence that says what act does instead.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runAct, type ActReport } from './support/act';
import { AREA_LIMITS, CASE_LIMITS } from './support/act-limits';
import { areas, readArea, runHere, writeRepository, type FidelityCase } from './support/fidelity-case';

const excluded = new Set(Object.values(CASE_LIMITS).flat());
const compared = areas.filter((area) => !(area in AREA_LIMITS)).flatMap(readArea);
// act knows no settings, runs one at a time, and takes files that GitHub rejects.
const cases = compared.filter(
  ([
    ,
    {
      settings,
      expect: { run, runs },
    },
  ]) => {
    return settings === undefined && runs === undefined && run !== 'invalid';
  },
);

/** What somebody says about a case: how it ends, by job too, and whether the texts that it asks for are there. */
interface Opinion {
  readonly succeeded: boolean;
  readonly jobs: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, boolean>>;
}

async function inFolder<T>(each: FidelityCase, work: (folder: string, repository: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'second-'));
  try {
    const repository = join(folder, 'repository');
    mkdirSync(repository);
    writeRepository(repository, each);
    return await work(folder, repository);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function textsOf({ expect: { log = {}, absent = {} } }: FidelityCase, logs: ActReport['logs']): Opinion['texts'] {
  const asked = [...Object.entries(log), ...Object.entries(absent)];
  const found = asked.flatMap(([job, list]) =>
    list.map((text) => [`${job}: ${text}`, (logs[job] ?? '').includes(text)] as const),
  );
  return Object.fromEntries(found);
}

/** act says nothing of jobs that are skipped. */
function ranOf(jobs: Opinion['jobs']): Opinion['jobs'] {
  return Object.fromEntries(Object.entries(jobs).filter(([, result]) => result !== 'skipped'));
}

async function opinionOfAct(each: FidelityCase, folder: string): Promise<Opinion> {
  const { succeeded, jobs, logs } = await runAct(folder, each);
  return { succeeded, jobs, texts: textsOf(each, logs) };
}

async function opinionHere(each: FidelityCase, repository: string): Promise<Opinion> {
  const { run, jobs } = await runHere(repository, each);
  const results = Object.fromEntries([...jobs].map(([name, { result }]) => [name, result]));
  const logs = Object.fromEntries([...jobs].map(([name, { log }]) => [name, log.join('\n')]));
  return { succeeded: run === 'success', jobs: ranOf(results), texts: textsOf(each, logs) };
}

/** act reads what a step prints from a terminal, and on a busy machine loses its last lines: it may speak again. */
async function bothOpinions(each: FidelityCase): Promise<[act: Opinion, here: Opinion]> {
  return inFolder(each, async (folder, repository) => {
    const [first, here] = await Promise.all([opinionOfAct(each, folder), opinionHere(each, repository)]);
    let act = first;
    for (let again = 0; again < 3 && !isDeepStrictEqual(act, here); again += 1) act = await opinionOfAct(each, folder);
    return [act, here];
  });
}

describe('act agrees', () => {
  const shared = cases.filter(([name]) => !excluded.has(name));

  test.concurrent.each(shared)('on %s', async (_, each) => {
    const [act, here] = await bothOpinions(each);
    expect(here).toEqual(act);
  });

  test('on most cases: this comparison is worth its time', () => {
    expect(shared.length).toBeGreaterThan(200);
  });
});

test('act is left out of areas and cases that exist', () => {
  const names = cases.map(([name]) => name);
  expect(Object.keys(AREA_LIMITS).filter((area) => !areas.includes(area))).toEqual([]);
  expect([...excluded].filter((name) => !names.includes(name))).toEqual([]);
});
