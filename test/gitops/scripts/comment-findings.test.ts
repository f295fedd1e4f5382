import { addComment } from '../../../src/rehearse/github/comments';
import { addIssue, type Issue } from '../../../src/rehearse/github/issues';
import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

const MARKER = '<!-- validate-tenant-config -->';
let github: FakeGitHub;
let pull: Issue;
beforeAll(async () => {
  github = await FakeGitHub.start({ 'pull-requests': 'write' });
});
afterAll(() => github.stop());
beforeEach(() => {
  github.reset();
  pull = addIssue(github.repository, { title: 'A tenant' });
});

function comment(report: string | undefined, env: Record<string, string> = {}): Promise<Outcome> {
  return runScript('comment-findings', {
    files: report === undefined ? {} : { 'report.md': report },
    env: { ...github.env, NUMBER: String(pull.number), REPORT: 'report.md', TERRAFORM: 'success', ...env },
  });
}

const bodies = (): string[] => github.repository.comments.map(({ body }) => body);

test('the first run writes a comment, the second one changes it', async () => {
  expect(await comment('### Tenants: 1 error\n')).toMatchObject({ code: 0 });
  expect(bodies()).toEqual([
    `${MARKER}\n### Tenants: 1 error\n\nTerraform: success. [This run](https://github.com/acme/shop/actions/runs/4711) has all of it.`,
  ]);
  await comment('### Tenants: nothing found\n', { TERRAFORM: 'failure' });
  expect(bodies()).toEqual([expect.stringMatching(/^<!-- .*\n### Tenants: nothing found\n\nTerraform: failure\. /)]);
});

test("a comment of somebody else is left alone, also where it begins like the workflow's own", async () => {
  addComment(github.repository, pull, `${MARKER}\nmine`, 'mallory');
  await comment('### Tenants: nothing found');
  expect(bodies()).toEqual([`${MARKER}\nmine`, expect.stringContaining('nothing found')]);
});

test('its own comment is found behind a hundred others', async () => {
  for (let i = 0; i < 100; i++) addComment(github.repository, pull, `comment ${i}`);
  await comment('first');
  await comment('second');
  expect(bodies()).toHaveLength(101);
  expect(bodies().at(-1)).toContain('second');
});

test('a check without a report says so', async () => {
  expect((await comment(undefined)).code).toBe(0);
  expect(bodies()).toEqual([expect.stringContaining('### Tenants could not be checked')]);
});

test('a report that is too long, or no text, is cut to what GitHub takes', async () => {
  expect((await comment('é'.repeat(50_000))).code).toBe(0);
  expect(bodies()[0]?.length).toBeLessThan(65_536);
  expect(bodies()[0]).not.toContain('\uFFFD');
});

test.each([['0'], ['1/../../x'], ['$(id)'], ['']])('"%s" is no number of a pull request', async (NUMBER) => {
  expect(await comment('x', { NUMBER })).toMatchObject({ code: 1, output: expect.stringContaining('is no number') });
});

test('a refusal of GitHub is a failure', async () => {
  github.failures = [{ match: /POST .*comments/, status: 403 }];
  const done = await comment('x');
  expect([done.code, done.output]).toEqual([1, expect.stringContaining('GitHub answered 403')]);
});
