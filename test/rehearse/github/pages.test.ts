import {
  addCheckRun,
  addComment,
  addCommit,
  addDeployment,
  addEnvironment,
  addIssue,
  addJob,
  addRelease,
  addRun,
} from '../../../src/rehearse/github';
import { World } from './world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.github.stop());

/** Address behind a word of the header `Link`. */
function link(headers: Headers, rel: string): string | undefined {
  return new RegExp(`<([^>]+)>; rel="${rel}"`).exec(headers.get('link') ?? '')?.[1];
}

/** Everything that a list has, page by page as `Link` says, and how many were on each page. */
async function walk(path: string, key?: string): Promise<{ ids: unknown[]; sizes: number[]; totals: unknown[] }> {
  const [ids, sizes, totals]: [unknown[], number[], unknown[]] = [[], [], []];
  for (let next: string | undefined = `${world.github.api}/repos/acme/shop${path}`; next !== undefined;) {
    const { headers, body } = await world.call(`GET ${next}`);
    const items: { id?: number; sha?: string }[] = key === undefined ? body : body[key];
    ids.push(...items.map(({ id, sha }) => id ?? sha));
    sizes.push(items.length);
    totals.push(body.total_count);
    next = link(headers, 'next');
  }
  return { ids, sizes, totals };
}

const PATH = '.github/workflows/deploy.yml';

describe('101 items are walked by the links, none twice and none left out', () => {
  test.each<[string, string | undefined, () => void]>([
    ['/issues', undefined, () => void addIssue(world.shop, { title: 'x' })],
    ['/releases', undefined, () => void addRelease(world.shop, { tag: `v${world.shop.releases.length}` })],
    ['/deployments', undefined, () => void addDeployment(world.shop, { sha: 'a' })],
    ['/commits', undefined, () => void addCommit(world.shop)],
    ['/actions/runs', 'workflow_runs', () => void addRun(world.shop, { path: PATH })],
    ['/actions/workflows/deploy.yml/runs', 'workflow_runs', () => void addRun(world.shop, { path: PATH })],
    ['/environments', 'environments', () => void addEnvironment(world.shop, `e${world.shop.environments.length}`)],
  ])('%s', async (path, key, add) => {
    for (let i = 0; i < 101; i++) add();
    const { ids, sizes, totals } = await walk(path, key);
    expect(sizes).toEqual([30, 30, 30, 11]);
    expect(new Set(ids).size).toBe(101);
    expect(totals).toEqual(Array(4).fill(key === undefined ? undefined : 101));
    expect((await walk(`${path}?per_page=100`, key)).sizes).toEqual([100, 1]);
    expect((await walk(`${path}?per_page=500`, key)).sizes).toEqual([100, 1]);
  });

  test('what belongs to one thing, too', async () => {
    const run = addRun(world.shop, { path: PATH, id: 5 });
    const issue = addIssue(world.shop, { title: 'x' });
    const { sha } = addCommit(world.shop);
    for (let i = 0; i < 101; i++) {
      addJob(world.shop, run, { name: `job ${i}` });
      addComment(world.shop, issue, 'Yes');
      addCheckRun(world.shop, { sha, name: `check ${i}` });
    }
    expect((await walk('/actions/runs/5/jobs', 'jobs')).sizes).toEqual([30, 30, 30, 11]);
    expect((await walk('/issues/1/comments?per_page=50')).sizes).toEqual([50, 50, 1]);
    expect((await walk(`/commits/${sha}/check-runs?per_page=51`, 'check_runs')).sizes).toEqual([51, 50]);
  });
});

describe('the links', () => {
  const page = async (query: string): Promise<Record<string, string | undefined>> => {
    const { headers } = await world.call(`GET /repos/acme/shop/issues?${query}`);
    const names = ['prev', 'next', 'last', 'first'];
    return Object.fromEntries(
      names.map((name) => {
        const address = link(headers, name);
        return [name, address === undefined ? undefined : new URL(address).search];
      }),
    );
  };
  beforeEach(() => {
    for (let i = 0; i < 45; i++) addIssue(world.shop, { title: 'x' });
  });

  test.each([
    ['per_page=20', { next: '?per_page=20&page=2', last: '?per_page=20&page=3' }],
    [
      'per_page=20&page=2',
      {
        prev: '?per_page=20&page=1',
        next: '?per_page=20&page=3',
        last: '?per_page=20&page=3',
        first: '?per_page=20&page=1',
      },
    ],
    ['per_page=20&page=3', { prev: '?per_page=20&page=2', first: '?per_page=20&page=1' }],
    ['page=9&per_page=20', { prev: '?page=3&per_page=20', first: '?page=1&per_page=20' }],
    ['per_page=100', {}],
    ['state=open&per_page=44', { next: '?state=open&per_page=44&page=2', last: '?state=open&per_page=44&page=2' }],
  ])('of ?%s', async (query, links) => {
    const none = { prev: undefined, next: undefined, last: undefined, first: undefined };
    expect(await page(query)).toEqual({ ...none, ...links });
  });

  test.each(['per_page=0', 'per_page=-1', 'per_page=x', 'page=0', 'page=x'])(
    '?%s is as if it were not said',
    async (query) => {
      const { body } = await world.call(`GET /repos/acme/shop/issues?${query}`);
      expect(body).toHaveLength(30);
      expect(body[0].number).toBe(45);
    },
  );

  test('a page behind the last one is empty', async () => {
    const { status, body } = await world.call('GET /repos/acme/shop/issues?page=9');
    expect([status, body]).toEqual([200, []]);
  });
});
