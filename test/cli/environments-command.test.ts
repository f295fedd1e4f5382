import { TenantsInstances } from '../../repos';
import { desiredOf } from '../../src/fleet/environments/desired';
import { addTeam, GitHub } from '../../src/rehearse/github';
import { command, type Ran } from '../fleet/support/commands';

const { owner, name } = desiredOf(new TenantsInstances({ outdir: '/nowhere' }).model);
let github: GitHub;
beforeAll(async () => {
  github = await GitHub.start({ now: () => new Date() });
  github.addRepository(`${owner}/${name}`);
  addTeam(github.organization(owner), 'dev-lead', `${owner}/${name}`);
});
afterAll(() => github.stop());

const environments = (argv: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  command(process.cwd(), ['environments', ...argv], { env });

test('The help names permissions, exit codes and an example.', async () => {
  const { code, output } = await environments(['apply', '--help']);
  expect(code).toBe(0);
  for (const words of ['administration', 'members', '--allow-weaker', 'Exit codes: 0 as defined, 1', 'Example:'])
    expect(output).toContain(words);
  expect((await environments(['check', '--help'])).output).not.toContain('--allow-weaker');
});

test('A repository that the fleet does not have, and nobody signed in, are said before anything is called.', async () => {
  expect(await environments(['plan', 'shop'])).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/^The fleet has no shop\. It has /),
  });
  expect(await environments(['plan'])).toMatchObject({ code: 1, errors: expect.stringContaining('Set GITHUB_TOKEN') });
});

test('A plan as JSON says of each difference what apply would do.', async () => {
  const permissions = { administration: 'read', actions: 'read', members: 'read' } as const;
  const env = {
    GITHUB_TOKEN: github.issueToken({ repository: `${owner}/*`, permissions }),
    GITHUB_API_URL: github.api,
  };
  const { code, output } = await environments(['plan', name, '--json'], env);
  const { version, repositories } = JSON.parse(output);
  expect([code, version, repositories[1].name, repositories[1].mended]).toEqual([2, 1, name, []]);
  expect(repositories[1].differences).toContainEqual({
    ...{ kind: 'missing', direction: 'stronger', satisfied: false, does: 'set' },
    sentence: 'environment sit: nobody reviews, the definition says team dev-lead',
  });
  const prod = {
    sentence: 'environment prod: nobody reviews, the definition says team operations-lead',
    does: 'cannot',
  };
  expect(repositories[1].differences).toContainEqual(expect.objectContaining(prod));
  const progress: string[] = [];
  const text = await command(process.cwd(), ['environments', 'check', name], {
    env,
    progress: (line) => progress.push(line),
  });
  expect([text.code, progress]).toEqual([2, ['1 of 1 repositories', '']]);
  expect(text.output).toContain('differs environment sit: nobody reviews');
});
