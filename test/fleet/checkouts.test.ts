import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { command, definition, folderWith, holding, LIBRARY, read } from './support/commands';

const FLEET = `${definition('Shop', 'shop', { 'a.yml': 'a\n' })}${definition('Bank', 'bank', { 'b.yml': 'b\n' }).replace(/^import.*\n/, '')}
export const fleet = [Shop, Bank];
`;

/** A fleet of two repositories beside their checkouts. */
function world(files: Readonly<Record<string, string>> = {}): string {
  const folder = folderWith({ 'fleet.ts': FLEET, ...files });
  mkdirSync(join(folder, 'src/shop'), { recursive: true });
  mkdirSync(join(folder, 'src/bank'), { recursive: true });
  return folder;
}

const fleet = ['--checkouts', 'src', '--definitions', 'fleet.ts'];

describe('plan, apply and check over checkouts', () => {
  test('apply writes every repository and names each above its files.', async () => {
    const folder = world();
    const { code, output } = await command(folder, ['apply', ...fleet]);
    expect(code).toBe(0);
    expect(output).toMatch(/^shop\ncreate {4}a\.yml\n[^]*\nbank\ncreate {4}b\.yml\n/);
    expect([read(folder, 'src/shop/a.yml'), read(folder, 'src/bank/b.yml')]).toEqual(['a\n', 'b\n']);
  });

  test('A refused repository does not keep the others from being done, and the run exits 1.', async () => {
    const folder = world({ 'src/shop/a.yml': 'mine\n' });
    const { code, output } = await command(folder, ['apply', ...fleet]);
    expect(code).toBe(1);
    expect(output).toContain('shop\nforeign   a.yml');
    expect(output).toContain('Decide by: npx projen-fleet apply --checkouts src shop --accept PATH\n');
    expect([read(folder, 'src/shop/a.yml'), read(folder, 'src/bank/b.yml')]).toEqual(['mine\n', 'b\n']);
  });

  test('A repository that cannot be read is named; the others are planned, and the run exits 1.', async () => {
    const folder = world({ 'src/shop/.projen/managed.sha256': 'no manifest\n' });
    for (const verb of ['plan', 'check', 'apply']) {
      const { code, output, errors } = await command(folder, [verb, ...fleet]);
      expect(code).toBe(1);
      expect(errors).toMatch(/^shop: \.projen\/managed\.sha256/);
      expect(output).toContain('bank');
    }
    expect(read(folder, 'src/bank/b.yml')).toBe('b\n');
  });

  test('Only the repositories that are named are worked on.', async () => {
    const folder = world();
    expect((await command(folder, ['apply', ...fleet, 'bank'])).code).toBe(0);
    expect([read(folder, 'src/shop/a.yml'), read(folder, 'src/bank/b.yml')]).toEqual([undefined, 'b\n']);
    expect((await command(folder, ['plan', ...fleet, 'bank'])).code).toBe(0);
    expect((await command(folder, ['plan', ...fleet])).code).toBe(2);
  });

  test('An unknown name is refused with the names that there are.', async () => {
    const { code, errors } = await command(world(), ['plan', ...fleet, 'shoppe']);
    expect({ code, errors }).toEqual({ code: 1, errors: 'The fleet has no shoppe. It has shop, bank.\n' });
  });

  test('A missing checkout is refused before anything is written.', async () => {
    const folder = folderWith({ 'fleet.ts': FLEET, 'src/shop/README.md': '', 'src/bank': 'a file\n' });
    const { code, errors } = await command(folder, ['apply', ...fleet]);
    expect(code).toBe(1);
    expect(errors).toMatch(/src has no checkout of bank\. Clone it there, or name fewer repositories\.\n$/);
    expect(read(folder, 'src/shop/a.yml')).toBeUndefined();
  });

  test('What a newer version wrote is refused, and written where --allow-downgrade says so.', async () => {
    const newer = `# projen-fleet 99.0.0\n${'a'.repeat(64)}  gone.yml\n`;
    const folder = world({ 'src/shop/.projen/managed.sha256': newer });
    for (const verb of ['plan', 'check', 'apply']) {
      const { code, errors } = await command(folder, [verb, ...fleet, 'shop']);
      expect({ code, errors }).toEqual({ code: 1, errors: holding('Install projen-fleet 99.0.0 or newer') });
    }
    expect(read(folder, 'src/shop/.projen/managed.sha256')).toBe(newer);
    expect((await command(folder, ['plan', ...fleet, 'shop', '--allow-downgrade'])).code).toBe(2);
    expect((await command(folder, ['apply', ...fleet, 'shop', '--allow-downgrade'])).code).toBe(0);
    expect(read(folder, 'src/shop/.projen/managed.sha256')).toMatch(/^# projen-fleet 0\.\d+\.\d+\n/);
  });

  test('--accept and --release ask for the one repository that they are about.', async () => {
    const folder = world({ 'src/shop/a.yml': 'mine\n' });
    const refused = await command(folder, ['apply', ...fleet, '--accept', 'a.yml']);
    expect(refused).toMatchObject({ code: 1, errors: holding('Name it; chosen are shop, bank.') });
    expect((await command(folder, ['apply', ...fleet, '--accept', 'a.yml', 'shop'])).code).toBe(0);
    expect(read(folder, 'src/shop/a.yml')).toBe('a\n');
  });
});

describe('--json', () => {
  function parse(text: string): unknown {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  }

  test('plan describes each repository and file, or says why it cannot.', async () => {
    const folder = world({ 'src/bank/.projen/managed.sha256': 'no manifest\n' });
    const { code, output, errors } = await command(folder, ['plan', ...fleet, '--json']);
    expect({ code, errors }).toEqual({ code: 1, errors: '' });
    const file = { path: 'a.yml', kind: 'create', refused: false, decision: null, note: '', bumps: [] };
    expect(parse(output)).toEqual({
      version: 1,
      repositories: [
        {
          name: 'shop',
          root: join(folder, 'src/shop'),
          definition: 'repos/shop.ts',
          changes: true,
          refused: false,
          summary: '1 file to create.',
          writer: { before: null, after: { version: expect.stringMatching(/^\d+\.\d+\.\d+/) } },
          upgrade: null,
          meaning: [{ level: 'change', risk: false, text: '`a.yml` is new', file: 'a.yml' }],
          files: [{ ...file, diff: holding('+a'), why: { kind: 'definition', text: 'repos/shop.ts emits it' } }],
        },
        { name: 'bank', error: holding('managed.sha256') },
      ],
    });
  });

  test('check lists the findings of each repository.', async () => {
    const folder = world();
    const { code, output } = await command(folder, ['check', ...fleet, '--json', 'shop']);
    expect(code).toBe(2);
    const finding = { path: 'a.yml', problem: 'missing', message: 'a.yml is missing. Run npx projen.' };
    expect(parse(output)).toEqual({ version: 1, repositories: [{ name: 'shop', findings: [finding] }] });
  });

  test('apply lists what was written, and which files were refused.', async () => {
    const folder = world({ 'src/bank/b.yml': 'mine\n' });
    const { code, output } = await command(folder, ['apply', ...fleet, '--json']);
    expect(code).toBe(1);
    expect(parse(output)).toEqual({
      version: 1,
      repositories: [
        { name: 'shop', written: ['a.yml', '.projen/managed.sha256'], removed: [], saved: [] },
        { name: 'bank', error: holding('--accept b.yml'), refused: ['b.yml'] },
      ],
    });
  });
});

describe('--definitions', () => {
  async function errorsOf(files: Readonly<Record<string, string>>, module: string): Promise<string> {
    const { code, errors } = await command(world(files), ['plan', '--checkouts', 'src', '--definitions', module]);
    expect(code).toBe(1);
    return errors;
  }

  test('may be a package that the current folder has installed.', async () => {
    const folder = world({ 'node_modules/acme-fleet/index.js': 'exports.fleet = [];\n' });
    const { code, output } = await command(folder, ['plan', '--checkouts', 'src', '--definitions', 'acme-fleet']);
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });

  test('that exports no fleet is told what to write.', async () => {
    const wanted = 'exports no list "fleet" of definitions. Write: export const fleet = [MyRepository];';
    expect(await errorsOf({ 'other.ts': 'export const repositories = [];\n' }, 'other.ts')).toContain(wanted);
    expect(await errorsOf({ 'other.ts': 'export const fleet = ["Shop"];\n' }, './other.ts')).toContain(wanted);
  });

  test('that is not there is named.', async () => {
    expect(await errorsOf({}, './gone')).toMatch(
      /^\.\/gone: Cannot find module .* Install it, or correct the path\.\n$/,
    );
  });

  test('with two definitions of one name are refused.', async () => {
    expect(await errorsOf({ 'fleet.ts': FLEET.replace('[Shop, Bank]', '[Shop, Bank, Shop]') }, 'fleet.ts')).toBe(
      'The fleet has two definitions of "shop". Remove or rename one.\n',
    );
  });

  test('with a definition that has problems lists them.', async () => {
    const text = `import { LambdaRepo } from '${LIBRARY}';
class Shop extends LambdaRepo { constructor() { super({ name: 'shop', platform: { owner: '', timezone: 'Nowhere', environments: [], githubEnvironments: [] } }); } }
export const fleet = [Shop];\n`;
    const errors = await errorsOf({ 'fleet.ts': text }, 'fleet.ts');
    expect(errors).toMatch(/^The definition has \d+ problems:\n/);
    expect(errors.match(/\n {4}write: /g)?.length).toBeGreaterThan(1);
  });

  test('by default are those of this package.', async () => {
    const { code, errors } = await command(world(), ['plan', '--checkouts', 'src', 'nobody']);
    expect(code).toBe(1);
    expect(errors).toContain('It has 2_bbws_tenants_event_handler, 2_bbws_tenants_instances_lambda');
  });
});
