import { addCommit, addPullRequest, addPullReview, type PullReview } from '../../../src/rehearse/github';
import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

const REQUEST = '.github/releases/prod.json';
const TEXT = '{ "sit_version": "v1-1234567-0123456789ab" }\n';
const NOW = '2026-09-23T12:00:00Z';
let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start({ 'pull-requests': 'read', contents: 'read' });
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

type Reviewed = Pick<PullReview, 'user'> & Partial<PullReview>;

interface Asked {
  readonly reviews?: readonly Reviewed[];
  readonly files?: Readonly<Record<string, string | null>>;
  /** Commits of the pull request before the last. */
  readonly commits?: number;
  /** What main has in the end. */
  readonly merged?: string;
  /** Commits that came after the reviews, by their author. */
  readonly later?: string;
  readonly direct?: boolean;
  readonly env?: Record<string, string>;
  readonly runner?: Record<string, string>;
}

const at = (minute: number): string => `2026-09-23T11:${String(minute).padStart(2, '0')}:00Z`;
const two: readonly Reviewed[] = [
  { user: 'bob', submittedAt: at(10) },
  { user: 'Carol', submittedAt: at(20) },
];

/** Alice asks, others review, dora merges. */
async function check({ reviews = two, merged = TEXT, ...asked }: Asked): Promise<Outcome> {
  const { repository } = github;
  for (const login of ['alice', 'bob', 'carol', 'dora', 'erin']) repository.collaborators[login] = 'write';
  repository.collaborators['guest'] = 'read';
  const parents = [repository.refs['refs/heads/main'] ?? ''];
  addCommit(repository, { files: asked.files ?? { [REQUEST]: TEXT }, branch: 'ask', author: 'alice', parents });
  for (let i = 0; i < (asked.commits ?? 0); i += 1) addCommit(repository, { branch: 'ask', author: 'alice' });
  const pull = addPullRequest(repository, { head: 'ask', title: 'Promote', author: 'alice' });
  for (const review of reviews) addPullReview(repository, pull, { submittedAt: at(10), ...review });
  if (asked.later !== undefined) addCommit(repository, { branch: 'ask', author: asked.later });
  const { sha } = addCommit(repository, { files: asked.files ?? { [REQUEST]: merged } });
  if (asked.direct !== true) Object.assign(pull, { mergedAt: NOW, mergedBy: 'dora', mergeCommit: sha });
  const env = { APPROVALS: '2', REQUEST, PAUSE: '10', TRIGGERING_ACTOR: 'dora', ...asked.env };
  return runScript('check-pull-request', {
    env: { ...github.env, ...env },
    runner: { GITHUB_SHA: sha, GITHUB_ACTOR: 'dora', ...asked.runner },
    files: { [REQUEST]: merged },
    now: NOW,
  });
}

test('Two people who approved what is on main are enough.', async () => {
  const outcome = await check({});
  expect(outcome.output).toMatch(/^Approved by bob Carol in pull request \d+\.\n$/);
  expect(outcome).toMatchObject({ code: 0, outputs: { approvers: 'bob Carol' } });
});

test('The newest review of a person counts, on whatever page it is.', async () => {
  const many = Array.from({ length: 150 }, () => ({ user: 'erin', state: 'COMMENTED' }) as const);
  const changed: Reviewed[] = [{ user: 'bob', state: 'CHANGES_REQUESTED', submittedAt: at(1) }, ...many, ...two];
  expect(await check({ reviews: changed })).toMatchObject({ code: 0, outputs: { approvers: 'bob Carol' } });
});

test('A deployment waits until the last approval is as old as the table asks.', async () => {
  const outcome = await check({ reviews: [{ user: 'bob' }, { user: 'carol', submittedAt: at(55) }] });
  expect(outcome.output).toContain('goes on in 300 s; cancel the run to stop it.');
  expect(outcome.code).toBe(0);
});

const FEW = /1 of 2 people approved commit [0-9a-f]{7} of pull request \d+ \(bob\)/;

test.each<[string, Asked, RegExp]>([
  ['one person', { reviews: two.slice(0, 1) }, FEW],
  ['one person twice', { reviews: [{ user: 'bob' }, { user: 'BOB' }] }, /1 of 2 people/],
  ['nobody', { reviews: [] }, /0 of 2 people .* \(nobody\)/],
  ['its author', { reviews: [{ user: 'bob' }, { user: 'alice' }] }, FEW],
  ['who merged it', { reviews: [{ user: 'bob' }, { user: 'dora' }] }, FEW],
  ['who may not write', { reviews: [{ user: 'bob' }, { user: 'guest' }] }, FEW],
  ['a comment', { reviews: [{ user: 'bob' }, { user: 'carol', state: 'COMMENTED' }] }, FEW],
  ['an approval that was dismissed', { reviews: [{ user: 'bob' }, { user: 'carol', state: 'DISMISSED' }] }, FEW],
  ['approvals of an older commit', { later: 'alice' }, /0 of 2 people/],
  ['a person who pushed to it', { reviews: [{ user: 'bob', commit: '' }], later: 'bob' }, /0 of 2 people/],
  [
    'somebody who asked for changes',
    { reviews: [...two, { user: 'erin', state: 'CHANGES_REQUESTED' }] },
    /erin asked for changes/,
  ],
  ['a push without a pull request', { direct: true }, /was pushed to main without a pull request/],
  ['more than the request', { files: { [REQUEST]: TEXT, 'src/a.py': '' } }, /changes .*src\/a\.py\. One that asks/],
  ['another request', { files: { '.github/releases/sit.json': TEXT } }, /changes \.github\/releases\/sit\.json/],
  ['another content on main', { merged: '{ "sit_version": "v2-1234567-0123456789ab" }\n' }, /is not what pull request/],
  ['a second attempt', { runner: { GITHUB_RUN_ATTEMPT: '2' } }, /This is attempt 2/],
  ['no number of people', { env: { APPROVALS: '0' } }, /"0" is no number of people/],
  ['no number of minutes', { env: { PAUSE: '' } }, /"" is no number of minutes/],
])('It is refused: %s.', async (_, asked, message) => {
  const outcome = await check(asked);
  expect(outcome.output).toMatch(message);
  expect(outcome.code).toBe(1);
});

test('A name of a file starts no command of the runner.', async () => {
  const outcome = await check({ files: { [REQUEST]: TEXT, 'a\n::error::b%0A.txt': '' } });
  expect(outcome.code).toBe(1);
  expect(outcome.output.trim().split('\n')).toHaveLength(1);
});

test('A file that was renamed into the request is a change of another file.', async () => {
  addCommit(github.repository, { files: { 'src/handler.json': TEXT } });
  const outcome = await check({ files: { [REQUEST]: TEXT, 'src/handler.json': null } });
  expect(outcome.output).toMatch(/changes .*src\/handler\.json/);
  expect(outcome.code).toBe(1);
});

test('A pull request with more commits than GitHub lists is refused: somebody could hide in it.', async () => {
  expect((await check({ commits: 250 })).output).toMatch(/has 250 commits or more/);
});

test('It is refused when GitHub does not answer.', async () => {
  github.failures = [{ match: /reviews/, status: 403 }];
  expect(await check({})).toMatchObject({ code: 1 });
});
