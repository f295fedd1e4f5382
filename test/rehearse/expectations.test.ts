/** What stories demand fails where it is not so, and says what was demanded and what came. */
import {
  expectEqual,
  expectFailed,
  expectProven,
  expectRefused,
  expectSaid,
  expectStep,
  expectSuccess,
  expectWaiting,
  ran,
} from '../../src/rehearse/expectations';
import { decisionFor, runEnd, type RunEnd } from '../../src/rehearse/stage/running';

type Conclusion = RunEnd['conclusion'];
type Outcome = 'success' | 'failure' | 'skipped';

/** The end of a run with one job, whose steps ended so. */
function end(
  conclusion: Conclusion,
  steps: Readonly<Record<string, Outcome>> = {},
  log = ['all is told here'],
): RunEnd {
  const records = Object.entries(steps).map(([name, outcome]) => ({
    name,
    outcome,
    conclusion: outcome,
    within: '',
    lines: [0, log.length] as const,
  }));
  const result = conclusion === 'success' ? 'success' : 'failure';
  const job = { result, outputs: { tag: 'v1' }, log, summary: '# Summary', permissions: undefined } as const;
  const place = { path: '.github/workflows/sam-deploy.yml', job: 'deploy' };
  const jobs = new Map([['Deploy', { ...job, place, records }]]);
  return runEnd('7', { run: conclusion, jobs, errors: ['an error of the run'], start: 0, end: 1 });
}

test('What was printed holds logs, summaries and errors; outputs are by the name of the job.', () => {
  const { printed, ...told } = end('failure');
  for (const part of ['--- Deploy', 'all is told here', '# Summary', 'an error of the run'])
    expect(printed).toContain(part);
  expect([told.outputs('Deploy'), told.outputs('Another')]).toEqual([{ tag: 'v1' }, {}]);
});

describe('A demand that holds says nothing', () => {
  const deployed = end('failure', { 'Deploy the stack': 'success' });
  const refused = end('failure', { 'Deploy the stack': 'skipped', 'Check the stability': 'success' });

  test.each([
    [
      'success',
      () => {
        expectSuccess(end('success'));
      },
    ],
    [
      'a refusal before anything is deployed',
      () => {
        expectRefused(refused, 'all is told');
      },
    ],
    [
      'a failure after it',
      () => {
        expectFailed(deployed, /told HERE/i);
      },
    ],
    [
      'waiting for people',
      () => {
        expectWaiting(end('waiting'));
      },
    ],
    [
      'a version that is proven',
      () => {
        expectProven(refused);
      },
    ],
    [
      'words in a log',
      () => {
        expectSaid(deployed, /^all is/m);
      },
    ],
    [
      'the outcome of a step',
      () => {
        expectStep(refused, 'Deploy the stack', 'skipped');
      },
    ],
    [
      'a value',
      () => {
        expectEqual({ a: [1] }, { a: [1] }, 'It');
      },
    ],
  ])('%s', (_, demand) => {
    expect(demand).not.toThrow();
  });
});

describe('A demand that does not hold says what was demanded, how the run ended, and the end of its log', () => {
  const deployed = end('failure', { 'Deploy the stack': 'success' });

  test.each<[string, () => void, string]>([
    [
      'success of a red run',
      () => {
        expectSuccess(end('failure'));
      },
      'The run should have succeeded.',
    ],
    [
      'a refusal of a green run',
      () => {
        expectRefused(end('success'), 'no');
      },
      'The run should have been refused: no',
    ],
    [
      'a refusal for another reason',
      () => {
        expectRefused(end('failure'), 'no');
      },
      'What failed should have said: no',
    ],
    [
      'a refusal after it deployed',
      () => {
        expectRefused(deployed, 'all');
      },
      'The run should have been refused before it deployed anything.',
    ],
    [
      'a failure of a green run',
      () => {
        expectFailed(end('success'), /x/);
      },
      'The run should have failed: /x/',
    ],
    [
      'waiting of a run that ended',
      () => {
        expectWaiting(end('success'));
      },
      'The run should wait for people.',
    ],
    [
      'an outcome of a step that ended otherwise',
      () => {
        expectStep(deployed, 'Deploy the stack', 'failure');
      },
      'Step "Deploy the stack" should have ended as failure. Steps:\nDeploy > Deploy the stack: success',
    ],
    [
      'a version that is proven where the step did not run',
      () => {
        expectProven(deployed);
      },
      'Step "Check the stability" should have ended as success.',
    ],
  ])('%s', (_, demand, message) => {
    expect(demand).toThrow(message);
    expect(demand).toThrow(/Run 7 ended "\w+"\. Its last lines:\n(.*\n)*an error of the run$/);
  });

  test('a value that is another', () => {
    expect(() => {
      expectEqual([1], [2], 'The list');
    }).toThrow('The list should be [2], and is [1].');
  });

  test('of a long log only the last 25 lines, without empty ones', () => {
    const log = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? `line ${i}` : ' '));
    expect(() => {
      expectSuccess(end('failure', {}, log));
    }).toThrow(/Its last lines:\nline 14\n/);
  });
});

test('A reason counts only where something failed: a check that complains and lets the run go on is none.', () => {
  const [good, bad] = [end('success', {}, ['too few approvals']), end('failure', {}, ['something else'])];
  const jobs = new Map([...good.report.jobs, ...[...bad.report.jobs].map(([, job]) => ['Verify', job] as const)]);
  const mixed = runEnd('7', { ...bad.report, jobs });
  expect(() => {
    expectRefused(mixed, 'something else');
  }).not.toThrow();
  expect(() => {
    expectRefused(mixed, 'too few approvals');
  }).toThrow('What failed should have said');
});

test('A reason counts only in the step that failed, not in one before it that let the job go on.', () => {
  const log = ['too few approvals', '##[error]no such stack', 'the machine went away'];
  const whole = end('failure', {}, log);
  const [job] = whole.report.jobs.values();
  const step = (name: string, outcome: Outcome, from: number, to: number, within = '') =>
    ({ name, outcome, conclusion: outcome, within, lines: [from, to] }) as const;
  const inner = [step('Check', 'success', 0, 1, './action'), step('Read', 'failure', 1, 2, './action')];
  const records = [...inner, step('Prove', 'failure', 0, 2), step('Deploy the stack', 'skipped', 2, 2)];
  const jobs = new Map([['Preflight', { ...job!, records }]]);
  const stopped = runEnd('7', { ...whole.report, jobs });
  for (const reason of ['no such stack', 'went away'])
    expect(() => {
      expectRefused(stopped, reason);
    }).not.toThrow();
  expect(() => {
    expectRefused(stopped, 'too few approvals');
  }).toThrow('What failed should have said');
});

test('A step that was skipped, or that is not there, did not run.', () => {
  const some = end('success', { Build: 'success', Deploy: 'skipped', Verify: 'failure' });
  expect(['Build', 'Deploy', 'Verify', 'Undo'].map((step) => ran(some, step))).toEqual([true, false, true, false]);
});

test('Decisions are written as a person, as several, or as what else happens.', () => {
  const rejected = { by: ['bob'], state: 'rejected' } as const;
  const approve = { sit: 'bob', prod: ['bob', 'carol'], dev: rejected, other: { bypass: true } } as const;
  expect(['sit', 'prod', 'dev', 'other', 'nowhere'].map((name) => decisionFor(approve, name))).toEqual([
    { by: ['bob'], state: 'approved' },
    { by: ['bob', 'carol'], state: 'approved' },
    rejected,
    { bypass: true },
    undefined,
  ]);
});
