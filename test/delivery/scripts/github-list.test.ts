import { addIssue } from '../../../src/rehearse/github';
import { FakeGitHub } from '../../support/github-api';
import { runScript, type Outcome } from '../../support/run-script';

let github: FakeGitHub;
beforeAll(async () => {
  github = await FakeGitHub.start({ issues: 'read' });
});
afterAll(() => github.stop());
afterEach(() => {
  github.reset();
});

function list(): Promise<Outcome> {
  return runScript('github-list', { env: github.env, run: '.github/scripts/github-list.sh repos/acme/shop/issues' });
}

test.each([0, 1, 100, 250])('A list of %i is printed as one, whatever its pages.', async (count) => {
  for (let i = 0; i < count; i += 1) addIssue(github.repository, { title: `issue ${i}` });
  const { code, output } = await list();
  expect(code).toBe(0);
  expect(JSON.parse(output)).toHaveLength(count);
});

test('A page that cannot be read is no end of the list.', async () => {
  for (let i = 0; i < 101; i += 1) addIssue(github.repository, { title: `issue ${i}` });
  github.failures = [{ match: /page=2/, status: 403 }];
  expect(await list()).toMatchObject({ code: 1 });
});
