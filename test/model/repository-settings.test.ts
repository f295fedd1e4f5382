import { TenantsInstances } from '../../repos';
import { platform } from '../../repos/platform';
import { LambdaRepo, type LambdaRepoSpec, type PlatformSpec } from '../../src';
import { resolveSettings } from '../../src/model/repository-settings';

class Shop extends LambdaRepo {
  constructor(more: Partial<LambdaRepoSpec>) {
    super({ name: 'shop', platform, ...more }, { outdir: '/nowhere' });
  }
}

/** What a definition with these fields is refused for. */
function refusal(more: object): string {
  try {
    new Shop(more);
    return '';
  } catch (error) {
    return String(error);
  }
}

test("Where a definition says nothing of GitHub's settings, it asks for one review, full commits and no way past.", () => {
  expect(new Shop({}).model.settings).toEqual(resolveSettings());
  expect(resolveSettings()).toEqual({ reviews: 1, shaPinning: true, directCommits: [] });
  expect(new TenantsInstances({ outdir: '/nowhere' }).model.settings.directCommits).toHaveLength(1);
});

test.each<[string, object, RegExp]>([
  ['a negative number of reviews', { reviews: -1 }, /settings\.reviews.*-1 is not possible/],
  ['more reviews than GitHub takes', { reviews: 11 }, /settings\.reviews.*GitHub takes 10/],
  ['a field that is not there', { bypass: [] }, /settings\.bypass.*there is no such field/],
  [
    'another kind of committer',
    { directCommits: [{ kind: 'person', name: 'x' }] },
    /settings\.directCommits\[0\]\.kind/,
  ],
  ['a team without a name', { directCommits: [{ kind: 'team' }] }, /settings\.directCommits\[0\]\.name.*missing/],
  [
    'an app that is no slug',
    { directCommits: [{ kind: 'app', name: 'My App' }] },
    /settings\.directCommits\[0\]\.name/,
  ],
])('Refused is %s.', (_, settings, words) => {
  expect(refusal({ settings })).toMatch(words);
});

test.each<[string, object, RegExp]>([
  ['a name that GitHub keeps for itself', { GITHUB_MODE: 'a' }, /variables.*"GITHUB_MODE" is not legal/],
  ['a name in small letters', { mode: 'a' }, /variables.*"mode" is not legal/],
  ['an empty value', { MODE: '' }, /variables\.MODE.*not possible/],
  ['a number', { MODE: 1 }, /variables\.MODE.*not possible/],
])('Refused is a variable with %s.', (_, variables, words) => {
  const [first, ...others] = platform.githubEnvironments;
  const table = { ...platform, githubEnvironments: [{ ...first, variables }, ...others] };
  const given: PlatformSpec | object = table;
  expect(refusal({ platform: given })).toMatch(words);
});
