import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start();
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

const VERSION = 'v12-1a2b3c4-0123456789ab';
const PREVIOUS = 'v11-9f8e7d6-ba9876543210';
const asked = {
  ENVIRONMENT: 'prod',
  ACTION: 'deploy',
  RESULT: 'success',
  VERSION,
  DIGEST: 'd'.repeat(64),
  PREVIOUS,
  APPROVERS: 'bob carol',
  WAY_BACK: '`gh workflow run rollback.yml -f environment=prod`',
  REASON: '',
};

function record(env: Partial<typeof asked> = {}): Promise<Outcome> {
  return runScript('record-deployment', { env: { ...github.env, ...asked, ...env }, now: '2026-09-22T20:10:00Z' });
}

/** The records in the notes of the release. */
function records(): unknown[] {
  const notes = github.releases[0]?.body ?? '';
  return [...notes.matchAll(/^```json\n(.*)\n```$/gm)].map(([, json]): unknown => JSON.parse(json ?? ''));
}

test('the notes of the release get a record, below what they say already', async () => {
  github.addRelease(VERSION, {}, { body: 'Built by a run.' });
  expect((await record()).code).toBe(0);
  expect(github.releases[0]?.body).toMatch(/^Built by a run\.\n\n```json\n/);
  expect(records()).toEqual([
    {
      environment: 'prod',
      action: 'deploy',
      result: 'success',
      version: VERSION,
      digest: 'd'.repeat(64),
      previous: PREVIOUS,
      actor: 'alice',
      approvers: ['bob', 'carol'],
      reason: '',
      run: 'https://github.com/acme/shop/actions/runs/4711',
      at: '2026-09-22T20:10:00Z',
    },
  ]);
});

test('each deployment adds one, also to notes that are empty', async () => {
  github.addRelease(VERSION, {}, { body: null });
  await record({ ENVIRONMENT: 'sit', APPROVERS: '' });
  await record();
  expect(records()).toMatchObject([{ environment: 'sit', approvers: [] }, { environment: 'prod' }]);
});

describe('the summary', () => {
  beforeEach(() => {
    github.addRelease(VERSION, {});
  });

  test('says what runs where, by whom, and how to go back', async () => {
    const { summary } = await record();
    expect(summary).toBe(`## Deploy of ${VERSION} to prod: success

| | |
| --- | --- |
| Version | \`${VERSION}\` |
| Digest | \`${'d'.repeat(64)}\` |
| Before it | \`${PREVIOUS}\` |
| Started by | alice |
| Approved by | bob carol |

**Next:** Watch what callers meet. To go back: \`gh workflow run rollback.yml -f environment=prod\`
`);
  });

  test.each([
    ['a rollback', { ACTION: 'rollback' }, 'Rollback of', 'Mend the cause on main'],
    [
      'a failure',
      { RESULT: 'failure' },
      'to prod: failure',
      `Open the job that failed: its last lines say what is wrong and what to do. ${PREVIOUS} should run`,
    ],
    ['a failed rollback', { ACTION: 'rollback', RESULT: 'failure' }, 'Rollback of', 'Open the job that failed'],
    ['an end by hand', { RESULT: 'cancelled' }, 'to prod: cancelled', 'Open the job that failed'],
    [
      'a first deployment that failed',
      { RESULT: 'failure', PREVIOUS: 'none' },
      'failure',
      'Open the job that failed: its last lines say what is wrong and what to do. Nothing ran there before',
    ],
    [
      'a failure before anything was read',
      { RESULT: 'failure', PREVIOUS: '', ENVIRONMENT: '' },
      'to ?: failure',
      'Open the job that failed: its last lines say what is wrong and what to do. Nothing was deployed.',
    ],
    ['nobody asked', { APPROVERS: '' }, '| Approved by | nobody; none was asked |', 'Watch what callers meet'],
  ])('says what to do after %s', async (_, env, heading, next) => {
    const { code, summary } = await record(env);
    expect([code, summary]).toEqual([0, expect.stringContaining(heading)]);
    expect(summary).toContain(`**Next:** ${next}`);
  });

  test('is there even when GitHub does not take the record', async () => {
    github.failures = [{ match: /releases/, status: 403, body: '{"message":"no"}' }];
    const { code, summary } = await record();
    expect([code, summary]).toEqual([1, expect.stringContaining(`## Deploy of ${VERSION} to prod: success`)]);
  });
});

describe('what a person wrote as reason', () => {
  test.each([
    ['INC-1234 the queue fills', 'INC-1234 the queue fills'],
    [' planned', 'planned'],
  ])('with or without the ticket of an incident before it is recorded: "%s"', async (REASON, reason) => {
    github.addRelease(VERSION, {});
    const { summary } = await record({ REASON });
    expect(records()).toMatchObject([{ reason }]);
    expect(summary).toContain(`| Reason | ${reason} |`);
  });

  test('is no row of the summary when there is none', async () => {
    github.addRelease(VERSION, {});
    expect((await record({ REASON: ' ' })).summary).not.toContain('Reason');
  });

  test.each([
    ['quotes', `it's "broken"`],
    ['a command', '$(touch pwned) `touch pwned` ; touch pwned'],
    ['several lines', 'first\nsecond\r\n## A heading of its own\n\n| a | row |'],
    ['the end of the block', 'x\n```\n**Approved by** everybody'],
    ['a column of the table', 'a | b'],
    ['JSON', '"}, "result": "success", "x": {"'],
    ['letters of the world', 'Ausfall übers Wochenende ☠'],
  ])('with %s stays one text in the record, and one row of the summary', async (_, REASON) => {
    github.addRelease(VERSION, {});
    const { code, output, summary } = await record({ ACTION: 'rollback', RESULT: 'failure', REASON });
    expect([code, output]).toEqual([0, '']);
    expect(records()).toMatchObject([{ result: 'failure', reason: REASON }]);
    expect(summary.split('\n').filter((line) => /^(#|\||\*|`)/.test(line))).toHaveLength(10);
    expect(summary.match(/^\| Reason \| [^|]+ \|$/gm)).toHaveLength(1);
  });
});

test('a release that is gone is red: the record is missing then', async () => {
  const { code, output } = await record();
  expect([code === 0, output]).toEqual([
    false,
    expect.stringContaining(`GitHub has no repos/acme/shop/releases/tags/${VERSION}`),
  ]);
});
