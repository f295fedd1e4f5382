/** What CONTRIBUTING sends people to is there. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fields } from './invariants/read';

const root = resolve(__dirname, '..');
const contributing = readFileSync(resolve(root, 'CONTRIBUTING.md'), 'utf8');
const commands = [...contributing.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, lines = '']) => lines).join('\n');

/** Paths of this repository, in words and commands; those with a place to fill in are none. */
const paths = [
  ...contributing.matchAll(/(?<![\w./<-])(?:src|test|tools|repos|docs|projenrc)\/[\w./-]*[\w/](?![\w*<…]|-<|\/<)/g),
]
  .map(([path]) => path)
  .filter((path) => !/^(repos\/rendered\/|docs\/rules\/DNN|src\/Runner\.Worker)/.test(path));

test('every file and folder that it names exists', () => {
  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
});

test('every npm script that it names is one', () => {
  const { scripts } = fields(JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')));
  const named = [...contributing.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in fields(scripts)))).toEqual([]);
});

test.each([
  ['Add a repository', 'test/invariants.test.ts'],
  ['Add a component', 'test/invariants.test.ts'],
  ['Add a workflow', 'test/scripts.test.ts'],
  ['Add a rule', 'test/model'],
  ['Add a rule of the verifier', 'test/verify'],
  ['Add a rule for tenants', 'test/tenants'],
  ['Add a story', 'test/rehearse'],
  ['Release', 'test/changelog.test.ts'],
])('"%s" says which command proves it', (title, proof) => {
  const section = contributing.split(/^## /m).find((each) => each.startsWith(`${title}\n`));
  expect(section).toMatch(/npx jest/);
  expect(section).toContain(proof);
});

test('commands for one part leave out the coverage of all', () => {
  expect(
    commands.split('\n').filter((line) => line.includes('npx jest') && !line.includes('--coverage=false')),
  ).toEqual([]);
});
