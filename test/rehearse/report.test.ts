import { TenantsEventHandler, TenantsInstances } from '../../repos';
import { Evidence } from '../../src/rehearse/evidence';
import type { Rehearsal } from '../../src/rehearse/rehearse';
import { toJson, toJunit, toLines } from '../../src/rehearse/report';
import { runEnd } from '../../src/rehearse/stage/running';
import { exceptionOf, STEP_EXCEPTIONS } from '../../src/rehearse/step-exceptions';
import { workspaceWith } from '../support/run-script';

const files = new TenantsEventHandler({ outdir: workspaceWith() }).renderFiles();
const told = { repository: 'shop', chapter: 'rollback', seconds: 1.5, runs: 3 };
const rehearsal: Rehearsal = {
  repository: 'shop',
  results: [
    { ...told, title: 'It goes back.', passed: true, reason: '' },
    { ...told, title: 'It says "no" & why.', passed: false, reason: 'It said <nothing>\u0007.\nlast line' },
  ],
  evidence: [{ file: '.github/workflows/a.yml', job: 'j', step: 's', passed: 2, failed: 1, reddened: 1 }],
  denied: [{ story: 'It goes back.', job: '1 Deploy', action: 's3:PutObject', why: 'no statement names it' }],
  unused: [{ account: '1', role: 'deployer', statement: 'statement "X"', action: 'iam:PassRole' }],
  files: { 'a.yml': 'a'.repeat(64) },
  at: '2026-01-02T03:04:05.000Z',
};

/** A run of one job with these steps. */
function run(
  conclusion: 'success' | 'failure',
  records: { name: string; outcome: 'success' | 'failure'; within?: string }[],
) {
  const end = { result: conclusion, outputs: {}, log: ['hello'], summary: '', permissions: undefined };
  const place = { path: '.github/workflows/sam-deploy.yml', job: 'deploy' };
  const steps = records.map(({ name, outcome, within = '' }) => ({
    name,
    outcome,
    conclusion: outcome,
    within,
    lines: [0, 1] as const,
  }));
  const jobs = new Map([['Deploy', { ...end, place, records: steps }]]);
  return runEnd('1', { run: conclusion, jobs, errors: ['an error'], start: 0, end: 1 });
}

describe('Evidence', () => {
  const evidence = new Evidence();
  evidence.add([
    run('success', [{ name: 'Deploy the release', outcome: 'success' }]),
    run('failure', [{ name: 'Deploy the stack', outcome: 'failure', within: './.github/actions/deploy-release' }]),
  ]);
  const steps = evidence.of(files);

  test('lists every step of every workflow and action, seen or not.', () => {
    const places = new Set(steps.map(({ file }) => file));
    const emitted = files.map(({ path }) => path).filter((path) => /workflows\/.*\.yml$|action\.yml$/.test(path));
    expect([...places].sort()).toEqual(emitted.sort());
  });

  test('counts where a step passed, in the job that it stands in.', () => {
    expect(steps.find(({ step }) => step === 'Deploy the release')).toMatchObject({
      job: 'deploy',
      passed: 1,
      failed: 0,
    });
  });

  test('counts a failure of an action that made a run red.', () => {
    expect(steps.find(({ step }) => step === 'Deploy the stack')).toMatchObject({ failed: 1, reddened: 1 });
  });
});

describe('Steps that cannot be seen in both ways', () => {
  const seen = { file: '.github/workflows/sam-deploy.yml', job: 'build', step: 'Refuse to build for anything but dev' };

  test('are steps that are emitted.', () => {
    const emitted = [new TenantsInstances({ outdir: workspaceWith() }).renderFiles(), files].flat();
    const names = new Evidence().of(emitted).map(({ step }) => step);
    for (const { step } of STEP_EXCEPTIONS) expect(names).toContain(step);
  });

  test('are told with their reason when they ran, and only what is missing is excused.', () => {
    const evidence = [{ ...seen, passed: 0, failed: 1, reddened: 1 }];
    const never = 'workflows/sam-deploy.yml, "Refuse to build for anything but dev" never passes: it is there to fail';
    expect(toLines({ ...rehearsal, evidence }).join('\n')).toContain(never);
    const unseen = [{ ...seen, passed: 0, failed: 0, reddened: 0 }];
    expect(toLines({ ...rehearsal, evidence: unseen }).join('\n')).not.toContain('never passes');
    expect(exceptionOf({ ...seen, passed: 1, failed: 0, reddened: 0 })).toBeUndefined();
    expect(exceptionOf({ ...seen, step: 'Another', passed: 0, failed: 1, reddened: 1 })).toBeUndefined();
  });
});

describe('The report', () => {
  test('of a part of the stories leaves out what another may have needed.', () => {
    const unseen = { file: '.github/workflows/b.yml', job: 'j', step: 's', passed: 0, failed: 0, reddened: 0 };
    const part = { ...rehearsal, evidence: [...rehearsal.evidence, unseen] };
    expect(toLines(part).join('\n')).toMatch(/workflows\/b\.yml[^]*Permissions that nothing needed/);
    expect(toLines(part, false).join('\n')).not.toMatch(/b\.yml|Permissions that nothing needed/);
    expect(toLines(part, false).join('\n')).toContain('workflows/a.yml');
  });

  test('tells chapters, steps, calls outside the policies, unused permissions and failures.', () => {
    const text = toLines(rehearsal).join('\n');
    expect(text).toMatch(/rollback +1\/2 +3 s +6 runs/);
    expect(text).toMatch(/workflows\/a\.yml +1\/1 passed, +1\/1 seen to redden a run/);
    for (const part of [
      's3:PutObject by 1 Deploy',
      'deployer, statement "X": iam:PassRole',
      'rollback: It says "no" & why.',
      '| last line',
    ])
      expect(text).toContain(part);
  });

  test('is JSON for programs.', () => {
    expect(JSON.parse(toJson([rehearsal]))).toEqual({ version: 1, repositories: [rehearsal] });
  });

  test('is JUnit XML, in which marks are escaped and control characters left out.', () => {
    const xml = toJunit([rehearsal]);
    expect(xml).toContain('<testsuite name="shop rollback" tests="2" failures="1">');
    expect(xml).toContain('name="It says &quot;no&quot; &amp; why."');
    expect(xml).toContain('It said &lt;nothing&gt;.');
    expect(xml).not.toContain('\u0007');
  });
});
