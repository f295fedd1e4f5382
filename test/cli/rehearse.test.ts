/** `projen-fleet rehearse`: what it says to people, and what it leaves for programs. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARY, command, folderWith, type Ran } from '../fleet/support/commands';

const PATH = process.env['PATH'] ?? '';

/** Platform and definition of the product, and a repository of somebody else's making beside them. */
const FLEET = `import { FleetProject, LambdaRepo } from '${LIBRARY}';
import { TenantsEventHandler } from '${LIBRARY}/../repos';
class Documents extends FleetProject {
  constructor(options = {}) {
    super({ name: 'documents', definition: 'repos/documents.ts', ...options });
  }
}
export const fleet = [TenantsEventHandler, Documents];
`;

function rehearse(cwd: string, ...argv: string[]): Promise<Ran> {
  return command(cwd, ['rehearse', ...argv], { env: { PATH } });
}

describe('--list', () => {
  test('prints the stories of every repository and plays none.', async () => {
    const { code, output, errors } = await rehearse(folderWith(), '--list');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const repositories = new Set(
      output
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    );
    expect([...repositories]).toHaveLength(4);
    expect(output.trim().split('\n').length).toBeGreaterThan(80);
  });

  test('takes one repository, and stories with some words in chapter or title, in any case.', async () => {
    const { output } = await rehearse(folderWith(), '2_bbws_tenants_event_handler', '--list', '--scenario', 'ROLLBACK');
    const lines = output.trim().split('\n');
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) expect(line).toMatch(/^2_bbws_tenants_event_handler .*rollback/i);
  });

  test('--core leaves those that every change is tested with.', async () => {
    const all = (await rehearse(folderWith(), '--list')).output.split('\n');
    const core = (await rehearse(folderWith(), '--list', '--core')).output.split('\n');
    expect(core.length).toBeGreaterThan(20);
    expect(core.length).toBeLessThan(all.length / 2);
    expect(all).toEqual(expect.arrayContaining(core));
  });

  test('A repository that has no delivery has no stories.', async () => {
    const cwd = folderWith({ 'fleet.ts': FLEET });
    const { output } = await rehearse(cwd, '--list', '--definitions', './fleet.ts');
    expect(output).toContain('2_bbws_tenants_event_handler');
    expect(output).not.toMatch(/^documents /m);
  });
});

describe('What is not understood gets a sentence and exit code 1', () => {
  test('A repository that the fleet does not have.', async () => {
    const { code, errors } = await rehearse(folderWith(), 'shop', '--list');
    expect(code).toBe(1);
    expect(errors).toMatch(/^The fleet has no shop\. It has 2_bbws_tenants_event_handler, /);
  });

  test.each([[[]], [['--list']]])('Words that no story has (%j).', async (more) => {
    const { code, errors } = await rehearse(folderWith(), '--scenario', 'phase of the moon', ...more);
    expect({ code, errors }).toEqual({ code: 1, errors: 'No story has "phase of the moon". --list shows all.\n' });
  });

  test.each(['0', '-1', 'many', '1.5'])('--parallel %s.', async (parallel) => {
    const { code, errors } = await rehearse(folderWith(), '--parallel', parallel);
    expect({ code, errors }).toEqual({
      code: 1,
      errors: `--parallel is "${parallel}". Write how many stories may be played at once, such as 2.\n`,
    });
  });
});

describe('A story that is played', () => {
  const cwd = folderWith();
  const story = 'Nothing is promoted through a GitHub environment that has no reviewers.';
  let ran: Ran;
  let kept = '';

  beforeAll(async () => {
    const files = ['--json', 'out/evidence.json', '--junit', 'out/results.xml'];
    ran = await rehearse(cwd, '2_bbws_tenants_event_handler', '--scenario', story, '--keep', ...files);
    kept = /^Logs are kept in (.*)\.$/m.exec(ran.output)?.[1] ?? '';
  }, 300_000);
  afterAll(() => {
    if (kept !== '') rmSync(kept, { recursive: true, force: true });
  });

  test('is told when it is done, and in the table.', () => {
    expect(ran).toMatchObject({ code: 0, errors: '' });
    expect(ran.output).toMatch(/^ +1\/1 holds +\d+\.\d s {2}\w+ {2}first-day: Nothing is promoted/m);
    expect(ran.output).toMatch(/first-day +1\/1/);
  });

  test('leaves JSON and JUnit where that was asked for.', () => {
    const json: unknown = JSON.parse(readFileSync(join(cwd, 'out/evidence.json'), 'utf8'));
    expect(json).toMatchObject({ version: 1, repositories: [{ results: [{ title: story, passed: true }] }] });
    expect(readFileSync(join(cwd, 'out/results.xml'), 'utf8')).toContain('tests="1" failures="0"');
  });

  test('leaves the log of each run where that was asked for.', () => {
    expect(existsSync(kept)).toBe(true);
    const [folder = ''] = readdirSync(kept);
    const [log = ''] = readdirSync(join(kept, folder));
    expect(readFileSync(join(kept, folder, log), 'utf8')).toContain('does not ask team');
  });
});
