import { addCommit } from '../../../src/rehearse/github';
import { World, type Answered } from './world';

let world: World;
let main: string;
beforeEach(async () => {
  world = await World.start();
  main = addCommit(world.shop, { message: 'Begin', files: { 'a.txt': 'a', 'b/c.txt': 'c' } }).sha;
});
afterEach(() => world.github.stop());

const commitOf = (sha: string): Promise<Answered['body']> => world.get(`/git/commits/${sha}`);
const makeTree = (json: unknown): Promise<Answered> => world.call('POST /repos/acme/shop/git/trees', { json });
const makeCommit = (json: unknown): Promise<Answered> => world.call('POST /repos/acme/shop/git/commits', { json });

test('A tree on another changes and removes files, and a commit of it is one that a branch can name.', async () => {
  const base = (await commitOf(main)).tree.sha;
  const tree = await makeTree({
    base_tree: base,
    tree: [
      { path: 'a.txt', mode: '100644', type: 'blob', content: 'A' },
      { path: 'b/c.txt', mode: '100644', type: 'blob', sha: null },
    ],
  });
  expect(tree.status).toBe(201);
  const commit = await makeCommit({ message: 'Change', tree: tree.body.sha, parents: [main] });
  expect(commit).toMatchObject({ status: 201, body: { message: 'Change', parents: [{ sha: main }] } });
  expect((await commitOf(commit.body.sha)).tree.sha).toBe(tree.body.sha);
  const json = { ref: 'refs/heads/change', sha: commit.body.sha };
  expect((await world.call('POST /repos/acme/shop/git/refs', { json })).status).toBe(201);
});

test('A tree of its own begins with nothing, and a first commit has no parents.', async () => {
  const tree = await makeTree({ tree: [{ path: 'new.txt', mode: '100644', type: 'blob', content: 'n' }] });
  expect(tree.body.tree).toMatchObject([{ path: 'new.txt' }]);
  expect((await makeCommit({ message: 'First', tree: tree.body.sha })).body.parents).toEqual([]);
});

test.each([
  ['base that is none', { base_tree: 'f'.repeat(40), tree: [] }, 'base_tree is not a valid tree oid'],
  ['list', {}, 'Invalid tree info'],
  ['path', { tree: [{ content: 'x' }] }, 'tree.path is missing'],
  ['content', { tree: [{ path: 'a.txt' }] }, 'tree.sha is not a valid blob'],
  ['file that it removes', { tree: [{ path: 'gone.txt', sha: null }] }, 'GitRPC::BadObjectState'],
])('A tree is refused for its %s.', async (_, json, message) => {
  expect(await makeTree(json)).toMatchObject({ status: 422, body: { message: expect.stringContaining(message) } });
});

test('A commit is refused without its tree, and behind a parent that is none.', async () => {
  const { sha } = (await commitOf(main)).tree;
  const lost = await makeCommit({ message: 'm', tree: 'f'.repeat(40), parents: [main] });
  expect(lost).toMatchObject({ status: 422, body: { message: 'Tree SHA does not exist' } });
  const orphan = await makeCommit({ message: 'm', tree: sha, parents: ['f'.repeat(40)] });
  expect(orphan).toMatchObject({
    status: 422,
    body: { message: expect.stringContaining('Parent SHA does not exist') },
  });
  expect((await world.call(`GET /repos/acme/shop/git/commits/${'f'.repeat(40)}`)).status).toBe(404);
});
