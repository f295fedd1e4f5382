import { fleet, TenantsInstances } from '../../../repos';
import { desiredOf } from '../../../src/fleet/environments/desired';
import { addTeam } from '../../../src/rehearse/github';
import { runScript } from '../../support/run-script';
import { FleetWorld } from './world';

const projects = fleet.map((Repository) => new Repository({ outdir: '/nowhere' }));
const deploying = projects.filter(({ model }) => desiredOf(model).environments.length > 0);

let world: FleetWorld;
beforeAll(async () => {
  world = await FleetWorld.bare(desiredOf(projects[0]!.model).owner);
  for (const { model } of projects) {
    const { owner, name, environments, settings } = desiredOf(model);
    world.github.addRepository(`${owner}/${name}`);
    for (const team of environments.flatMap(({ reviewers }) => reviewers))
      addTeam(world.acme, team, `${owner}/${name}`);
    for (const each of settings.directCommits) if (each.kind === 'team') addTeam(world.acme, each.name);
  }
  const all = projects.map(({ model }) => desiredOf(model));
  expect((await world.run('apply', { all })).code).toBe(0);
});
afterAll(() => world.github.stop());

/** The protections that the workflows of a repository ask for, by its own table script. */
async function protections(project: (typeof projects)[number]): Promise<string[]> {
  const script = project.renderFiles().find(({ path }) => path.endsWith('/environment.sh'));
  const names = desiredOf(project.model).environments.map(({ name }) => name);
  const files = { 'environment.sh': script?.content ?? '' };
  const rows = names.map(async (TARGET) => {
    const { code, outputs } = await runScript('environment', { files, env: { TARGET }, run: 'bash environment.sh' });
    expect(code).toBe(0);
    return outputs['protection'] ?? '';
  });
  return Promise.all(rows);
}

test.each(deploying.map((project) => [project.name, project] as const))(
  'What is set in %s is what its workflows ask for before they deploy.',
  async (name, project) => {
    const { owner } = desiredOf(project.model);
    const PROTECTION = [...new Set((await protections(project)).flatMap((row) => row.split(';')))].join(';');
    expect(PROTECTION.split(';').length).toBeGreaterThan(5);
    const token = world.github.issueToken({ repository: `${owner}/${name}`, permissions: { actions: 'read' } });
    const env = { GH_TOKEN: token, GITHUB_API_URL: world.github.api, PROTECTION };
    const runner = { GITHUB_REPOSITORY: `${owner}/${name}` };
    const { code, output } = await runScript('check-protection', { env, runner });
    expect([code, output]).toEqual([0, 'Every GitHub environment is protected as the table says.\n']);
  },
);

test('The instances Lambda keeps its direct commits to the repository of tenants, and nobody else has them.', () => {
  const { owner, name } = desiredOf(new TenantsInstances({ outdir: '/nowhere' }).model);
  const bypasses = projects.map(
    (project) => world.github.repository(`${owner}/${project.name}`).rulesets[0]?.bypass ?? [],
  );
  expect(bypasses.flat()).toEqual([expect.objectContaining({ actor_type: 'Team', bypass_mode: 'always' })]);
  expect(world.github.repository(`${owner}/${name}`).rulesets[0]?.bypass).toHaveLength(1);
});

test('A repository that people deliver gets no environments, and is warned of its workflows.', async () => {
  const own = projects.filter((project) => !deploying.includes(project)).map(({ model }) => desiredOf(model));
  for (const { owner, name, ownWorkflows } of own) {
    const repository = world.github.repository(`${owner}/${name}`);
    expect(repository.environments).toEqual([]);
    repository.actions.shaPinning = false;
    const { output } = await world.run('plan', { all: own });
    expect(output).toContain(`${ownWorkflows.join(', ')} must have them too, see "projen-fleet verify"`);
  }
});
