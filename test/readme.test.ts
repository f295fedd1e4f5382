import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { runHere, writeRepository, type FidelityCase } from './runner/support/fidelity-case';

const root = resolve(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```bash\n([\s\S]*?)```/g)].map((match) => (match[1] ?? '').trim().split('\n'));
const HANDLER = '2_bbws_tenants_event_handler';

/** Runs a line of the README as it stands, with its folder for checkouts replaced. */
function run(line: string, cwd: string): { code: number | null; output: string } {
  const result = spawnSync('bash', ['--norc', '-c', line], { cwd, encoding: 'utf8' });
  return { code: result.status, output: result.stdout + result.stderr };
}

/** A folder with checkouts of the whole fleet. */
function checkouts(): string {
  const folder = mkdtempSync(join(tmpdir(), 'checkouts-'));
  cpSync(join(root, 'test', 'targets'), folder, { recursive: true });
  return folder;
}

test('the first block is what the check of this repository runs', () => {
  const [install, check] = blocks[0] ?? [];
  const ci = readFileSync(join(root, '.ci', 'run'), 'utf8');
  expect([install, check]).toEqual(['npm ci && npx projen', 'npm test']);
  for (const command of [/^npm ci\b/m, /^npx projen$/m, /^npm test$/m]) expect(ci).toMatch(command);
});

test('the commands for the fleet plan and apply over checkouts', () => {
  const folder = checkouts();
  const [compile, ...lines] = blocks[1] ?? [];
  expect(compile).toBe('npx projen compile');
  const commands = lines.map((line) => line.replace('../checkouts', folder));
  expect(commands).toHaveLength(2);
  expect(run(commands[0] ?? '', root)).toMatchObject({ code: 2 });
  expect(run(commands[1] ?? '', root)).toMatchObject({ code: 0 });
  expect(run(commands[0] ?? '', root)).toMatchObject({ code: 0 });
});

test("the command for GitHub's settings asks who calls", () => {
  const line = blocks[9]?.[0] ?? '';
  const { code, output } = run(`env -u GITHUB_TOKEN -u GH_TOKEN ${line}`, root);
  expect([code, output]).toEqual([1, expect.stringMatching(/^Nobody is signed in to GitHub\. Set GITHUB_TOKEN/)]);
});

test('the command that lists the waves begins with the canary', () => {
  const { code, output } = run(blocks[2]?.[0] ?? '', root);
  expect(code).toBe(0);
  expect(output).toMatch(/^canary: 2_bbws_tenants_instances_lambda\nwave 1: /);
});

test('the commands inside a repository prepare it, show the plan, apply and check', () => {
  const repository = join(checkouts(), HANDLER);
  mkdirSync(join(repository, 'node_modules', '.bin'), { recursive: true });
  for (const name of ['projen', 'constructs'])
    symlinkSync(join(root, 'node_modules', name), join(repository, 'node_modules', name));
  symlinkSync(root, join(repository, 'node_modules', 'projen-fleet'));
  symlinkSync(join(root, 'node_modules', '.bin', 'projen'), join(repository, 'node_modules', '.bin', 'projen'));
  symlinkSync(join(root, 'lib', 'src', 'cli', 'main.js'), join(repository, 'node_modules', '.bin', 'projen-fleet'));
  const [init, plan, apply, check] = blocks[3] ?? [];
  expect(run(`${init ?? ''} --yes --no-install`, repository)).toMatchObject({ code: 0 });
  expect(run(plan ?? '', repository)).toMatchObject({ code: 1 });
  expect(run(apply ?? '', repository)).toMatchObject({ code: 0 });
  expect(run(check ?? '', repository)).toMatchObject({ code: 0 });
  expect(existsSync(join(repository, '.github', 'workflows', 'rollback.yml'))).toBe(true);
});

test('the command that runs a workflow offline says what GitHub would miss', () => {
  const { code, output } = run(blocks[4]?.[0] ?? '', root);
  expect(code).toBe(1);
  expect(output).toMatch(/'environment' not provided\n.*'reason' not provided\nRun: invalid after \d+\.\d s\n$/);
});

test('the commands that rehearse list the stories, and play one of them', () => {
  const [list = '', play = ''] = blocks[5] ?? [];
  const listed = run(list, root);
  expect(listed).toMatchObject({ code: 0 });
  expect(listed.output).toMatch(/first-environment: A push that changes documents only/);
  const played = run(play, root);
  expect(played).toMatchObject({ code: 0 });
  expect(played.output).toMatch(/holds .* A push that changes documents only/);
}, 300_000);

test('the command that verifies finds nothing in what is generated, and what people left in', () => {
  const [generated = '', written = '', expected = ''] = blocks[6] ?? [];
  expect(run(generated, root)).toMatchObject({ code: 0 });
  const found = run(written, root);
  expect(found).toMatchObject({ code: 2 });
  expect(found.output).toContain('D05');
  const held = run(expected, root);
  expect(held).toMatchObject({ code: 2 });
  expect(held.output).toContain('ABSENT         rollback with a reason');
});

test('the command that checks tenants finds what is wrong in the realistic checkout', () => {
  const { code, output } = run(blocks[8]?.[0] ?? '', root);
  expect(code).toBe(2);
  expect(output).toMatch(/error V04\n/);
});

test('there are as many fidelity cases as the README says', () => {
  const files = readdirSync(join(root, 'test/runner/cases'), { recursive: true, encoding: 'utf8' });
  const told = Number(/more\s+than\s+(\d+)\s+cases/.exec(readme)?.[1]);
  expect(files.filter((path) => path.endsWith('.yml')).length).toBeGreaterThan(told);
});

test('the fidelity case that CONTRIBUTING shows is one, and holds', async () => {
  const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const each: FidelityCase = parse(/```yaml\n([\s\S]*?)```/.exec(contributing)?.[1] ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'shown-'));
  writeRepository(folder, each);
  const { run: result, jobs } = await runHere(folder, each);
  rmSync(folder, { recursive: true });
  expect(result).toBe(each.expect.run);
  expect(jobs.get('a')?.log.join('\n')).toContain(each.expect.log?.['a']?.[0]);
});

test('no command of the README is left out of these tests', () => {
  expect(blocks.map((lines) => lines.length)).toEqual([2, 3, 1, 4, 1, 2, 3, 1, 1, 1]);
});

test('the tree names every folder of src, and nothing that is not there', () => {
  const tree = /## Where things are\n\n```\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const named = tree
    .split('\n')
    .flatMap((line) => line.split(/\s{2,}/)[0]?.split(', ') ?? [])
    .filter((path) => path !== '');
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(named.filter((path) => path.startsWith('src/'))).toEqual(
    expect.arrayContaining(folders.map(({ name }) => `src/${name}/`)),
  );
});

test('every library of the package has its reason in the README', () => {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const dependencies: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'dependencies') : {};
  const table = /## Libraries\n([\s\S]*)/.exec(readme)?.[1] ?? '';
  expect(Object.keys(Object(dependencies)).filter((name) => !table.includes(name))).toEqual([]);
});

test('the report of a stage says what is met, and what is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const line = (blocks[7]?.[0] ?? '')
    .replace('report.html', `${folder}/a.html`)
    .replace('summary.md', `${folder}/b.md`);
  const { code, output } = run(line, root);
  expect(code).toBe(1);
  expect(output).toMatch(/^met +S5 /m);
  // What people wrote has defects; what is emitted is there, and nothing here shows that it was rehearsed.
  expect(output).toMatch(/^unmet +S3 /m);
  expect(output).toMatch(/^not shown +S2 /m);
  expect(readdirSync(folder).sort()).toEqual(['a.html', 'b.md']);
  rmSync(folder, { recursive: true });
});
