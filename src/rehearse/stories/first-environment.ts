import { expectEqual, expectFailed, expectSaid, expectServed, expectStep, expectSuccess, ran } from '../expectations';
import type { Chapter } from '../story';

/** What a push to main does. */
export const firstEnvironment: Chapter = {
  name: 'first-environment',
  stories: [
    {
      title: 'A push passes every gate, is built once, stored, deployed, verified, and served by the alias.',
      from: 'fresh',
      core: true,
      play: async (stage) => {
        const { delivery } = stage;
        const { name } = delivery.first;
        const end = await delivery.deploy({ given: {} });
        expectSuccess(end);
        await expectServed(stage, name, '1.0.0');
        const [release] = stage.parts.repository.releases;
        expectEqual(await stage.running(name), release?.tag, 'The version of the stack');
        expectSaid(end, 'Every gate passed.');
        if (delivery.first.watch === undefined) expectStep(end, 'Watch what callers meet', 'skipped');
        for (const service of stage.parts.project.model.python.services) {
          expectSaid(end, new RegExp(`${service.name}\\.coverage\\.xml.* would be sent`));
          for (const file of service.requirements) expectSaid(end, `Installed ${file}.`);
        }
        expectEqual(ran(end, 'Warn when the upload failed'), false, 'Whether a failed upload was told');
        expectEqual(end.printed.includes('have no hash'), false, 'Whether a requirement was called unlocked');
        for (const back of ['Remember what runs now', 'Point the alias back']) expectStep(end, back, 'skipped');
        expectStep(end, 'Install Python', 'success');
        expectStep(end, 'Set up Python', 'success', 'Build');
      },
    },
    {
      title: 'A push that changes documents only deploys nothing, and is green.',
      from: 'deployed',
      core: true,
      play: async (stage) => {
        const { delivery } = stage;
        const before = await stage.running(delivery.first.name);
        stage.change({ 'docs/notes.md': '# Notes\n', 'README.md': '# Changed\n' });
        const end = await delivery.deploy();
        expectSuccess(end);
        expectSaid(end, 'Nothing to deploy');
        expectEqual(ran(end, 'Deploy the stack'), false, 'Whether the stack was deployed');
        expectEqual(await stage.running(delivery.first.name), before, 'The version of the stack');
      },
    },
    {
      title: 'A second deployment of the same code publishes no Lambda version and moves no alias.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery } = stage;
        const { name } = delivery.first;
        const { fn, alias } = stage.names(name);
        const account = await stage.account(name);
        const before = await account.pointOf(fn, alias);
        const end = await stage.run(`deploy-${name}.yml`, { given: { 'quality-gates': {} } });
        expectSuccess(end);
        expectEqual(await account.pointOf(fn, alias), before, 'The Lambda version behind the alias');
      },
    },
    {
      title: 'A version that fails the synthetic event is undone by itself, and the run is red.',
      from: 'deployed',
      core: true,
      play: async (stage) => {
        const { delivery } = stage;
        const { name } = delivery.first;
        const { fn, alias } = stage.names(name);
        const before = await stage.running(name);
        stage.version({ release: '2.0.0', broken: true });
        const end = await delivery.deploy();
        expectFailed(end, '**Rolled back automatically:**');
        expectStep(end, 'Verify the deployment', 'failure');
        expectStep(end, 'Undo the failed deployment', 'success');
        // Callers are served again at once, not only when the stack is back.
        expectSaid(end, new RegExp(`${fn}:${alias} points to Lambda version \\d+ again\\.`));
        await expectServed(stage, name, '1.0.0');
        expectEqual(await stage.running(name), before, 'The version of the stack');
      },
    },
  ],
};
