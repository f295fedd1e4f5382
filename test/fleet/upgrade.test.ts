import { apply } from '../../src/fleet/apply';
import { check } from '../../src/fleet/check';
import { plan } from '../../src/fleet/plan';
import type { Surroundings } from '../../src/fleet/surroundings';
import type { Candidates, Target } from '../../src/fleet/targets';
import { managed, newFolder, treeOf } from '../managed/support/tree';

const CHANGELOG = '## 0.2.0\n\n- Two.\n\n- Two more.\n\n## 0.1.0\n\n- One.\n';
const files = [managed('a.yml', 'a\n')];

/** Checkouts that other versions wrote last, as version 0.2.0 of the tool finds them. */
async function checkouts(versions: Readonly<Record<string, string>>): Promise<Target[]> {
  const targets = Object.entries(versions).map(([name, version]) => {
    return { name, root: newFolder(), definition: `repos/${name}.ts`, files, writer: { version } };
  });
  for (const target of targets) await run('apply', [target]);
  return targets.map((target) => ({ ...target, writer: { version: '0.2.0' } }));
}

function candidates(targets: readonly Target[]): Candidates {
  const each = targets.map((target) => ({ name: target.name, open: () => Promise.resolve(target) }));
  return { count: targets.length, each };
}

/** What lies in the first checkout. */
const firstOf = ([target]: readonly Target[]) => treeOf(target?.root ?? '');

interface Ran {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function run(
  verb: 'plan' | 'apply' | 'check',
  targets: readonly Target[],
  options: { json?: boolean; allowDowngrade?: boolean; changelog?: string | undefined } = {},
): Promise<Ran> {
  const [output, errors]: [string[], string[]] = [[], []];
  const surroundings: Surroundings = {
    ...{ cwd: '/', now: new Date(0), pid: process.pid, host: 'test-host', color: false, env: {} },
    print: (line) => output.push(line),
    printError: (line) => errors.push(line),
    ask: () => Promise.resolve(false),
  };
  const { json = false, allowDowngrade = false } = options;
  const changelog = () => ('changelog' in options ? options.changelog : CHANGELOG);
  const all = { json, allowDowngrade, changelog, accept: [], release: [], diff: true, summary: false };
  const code =
    verb === 'plan'
      ? await plan(candidates(targets), all, surroundings)
      : { apply, check }[verb](targets, all, surroundings);
  return { code, output: output.join('\n'), errors: errors.join('\n') };
}

const BROUGHT = 'What projen-fleet 0.2.0 brings to shop, bank:\n  - Two.\n\n  - Two more.';

test.each([
  ['plan', 2],
  ['check', 2],
  ['apply', 0],
] as const)('%s tells each release once, with the repositories that get it', async (verb, code) => {
  const targets = await checkouts({ shop: '0.1.0', bank: '0.1.0', new: '0.2.0' });
  const ran = await run(verb, targets);
  expect(ran.code).toBe(code);
  expect(ran.output.endsWith(BROUGHT)).toBe(true);
  expect(ran.output).not.toContain('One.');
});

test('what was applied is told once: the next plan has nothing to do', async () => {
  const targets = await checkouts({ shop: '0.1.0' });
  await run('apply', targets);
  expect(await run('plan', targets)).toEqual({
    code: 0,
    output: expect.stringContaining('leave as it is'),
    errors: '',
  });
});

test('without a changelog the versions are told all the same', async () => {
  const targets = await checkouts({ shop: '0.1.0' });
  const { output } = await run('plan', targets, { changelog: undefined });
  expect(output).toContain('projen-fleet 0.1.0 → 0.2.0; the definition is the same.');
  expect(output).not.toContain('brings');
});

test('plan --json has the upgrade of each repository', async () => {
  const targets = await checkouts({ shop: '0.1.0', new: '0.2.0' });
  const parsed: unknown = JSON.parse((await run('plan', targets, { json: true })).output);
  const upgrade = { from: '0.1.0', to: '0.2.0', releases: [{ version: '0.2.0', text: '- Two.\n\n- Two more.' }] };
  expect(parsed).toMatchObject({
    repositories: [
      { name: 'shop', upgrade, writer: { before: { version: '0.1.0' }, after: { version: '0.2.0' } } },
      { name: 'new', upgrade: null },
    ],
  });
});

test('check --json lists findings alone', async () => {
  const targets = await checkouts({ shop: '0.1.0' });
  const parsed: unknown = JSON.parse((await run('check', targets, { json: true })).output);
  expect(parsed).toMatchObject({ repositories: [{ findings: [{ problem: 'out of date' }] }] });
});

test.each(['plan', 'check', 'apply'] as const)(
  '%s refuses what a newer version wrote, names the version to install, and does the others',
  async (verb) => {
    const targets = await checkouts({ shop: '0.3.0', bank: '0.1.0' });
    const before = firstOf(targets);
    const { code, errors, output } = await run(verb, targets);
    expect(code).toBe(1);
    expect(errors).toMatch(/^shop: .*projen-fleet 0\.3\.0, and this is 0\.2\.0.*Install projen-fleet 0\.3\.0 or newer/);
    expect(output).toContain('brings to bank');
    expect(firstOf(targets)).toEqual(before);
  },
);

test('--allow-downgrade writes over what a newer version wrote', async () => {
  const targets = await checkouts({ shop: '0.3.0' });
  expect((await run('apply', targets, { allowDowngrade: true })).code).toBe(0);
  expect(firstOf(targets)['.projen/managed.sha256']).toMatch(/^# projen-fleet 0\.2\.0\n/);
});
