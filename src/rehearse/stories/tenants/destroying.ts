/** The destruction of a tenant: what it takes along, what it keeps, and what people then find. */
import { expectEqual, expectSaid, expectSuccess, ran } from '../../expectations';
import { destroy, destroyGate, remainsOf, stateFrom } from '../../stage/tenant-destruction';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { branchOf, expectDestroyed } from './destroyed';
import { expectApplied, expectNotApplied, stateOf } from './outcomes';

/** Takes all values of a tenant out of main but those of these environments. */
function keepValues(stage: TenantStage, tenant: string, keep: readonly string[]): void {
  const { environments } = stage.parts.project.model.platform;
  const gone = environments.filter(({ name }) => !keep.includes(name));
  stage.change(Object.fromEntries(gone.map(({ name }) => [stage.path(tenant, `${name}.tfvars`), undefined])));
}

export const destroying: TenantChapter = {
  name: 'tenant-destruction',
  when: ({ destroyable }) => destroyable.length > 0,
  stories: [
    {
      title: 'A tenant is destroyed after an approval: state and mark are kept, and a branch takes its values out.',
      from: 'tested',
      core: true,
      play: async (stage) => {
        const { name } = stage.delivery.first;
        expectSuccess(await stage.delivery.create(stage.delivery.first, 'tenant1'));
        const other = await stateOf(stage, 'tenant1', name);
        const end = await destroy(stage, DEPLOYED, name);
        await expectDestroyed(stage, end, DEPLOYED, name);
        expectSaid(end, '0 replaced, 2 destroyed, 0 changed, 0 created.');
        expectSaid(end, /Approved by \| reviewer-1 \|/);
        expectEqual(branchOf(stage, DEPLOYED, name).gone, [stage.path(DEPLOYED, `${name}.tfvars`)], 'What goes');
        expectEqual((await remainsOf(stage, DEPLOYED, name)).kept, ['after.tfstate', 'before.tfstate'], 'What is kept');
        expectEqual(await stateOf(stage, 'tenant1', name), other, 'The state of another tenant');
      },
    },
    {
      title: 'Where nobody has to approve, a tenant is destroyed by who means it, and is untouched elsewhere.',
      from: 'tested',
      play: async (stage) => {
        const { first, name } = {
          first: stage.parts.project.model.destroyable[0] ?? '',
          name: stage.delivery.first.name,
        };
        await stateFrom(stage, DEPLOYED, name, first);
        const before = await stateOf(stage, DEPLOYED, name);
        await expectDestroyed(stage, await destroy(stage, DEPLOYED, first), DEPLOYED, first);
        expectEqual(await stateOf(stage, DEPLOYED, name), before, 'Its state elsewhere');
      },
    },
    {
      title: 'A second run after the destruction says so, asks nobody, and leaves the branch as it is.',
      from: 'tested',
      play: async (stage) => {
        const { name } = stage.delivery.first;
        const first = await destroy(stage, DEPLOYED, name);
        const commits = stage.parts.repository.commits.length;
        const again = await destroy(stage, DEPLOYED, name, { approve: {} });
        expectSuccess(again);
        expectSaid(again, `was destroyed in ${name} by run ${first.id}; nothing was left to do`);
        expectEqual(ran(again, 'Destroy by the plan'), false, 'Whether something was destroyed');
        expectEqual(stage.parts.repository.commits.length, commits, 'How many commits there are');
      },
    },
    {
      title: 'With the last values of a tenant the branch takes its folder out.',
      from: 'tested',
      play: async (stage) => {
        const { name } = stage.delivery.first;
        keepValues(stage, DEPLOYED, [name]);
        await expectDestroyed(stage, await destroy(stage, DEPLOYED, name), DEPLOYED, name);
        const { gone } = branchOf(stage, DEPLOYED, name);
        expectEqual(gone.includes(stage.path(DEPLOYED, 'main.tf')), true, 'Whether its code goes');
        expectEqual(
          gone.every((path) => path.startsWith(stage.path(DEPLOYED, ''))),
          true,
          'Whether nothing else goes',
        );
      },
    },
    {
      title: 'A tenant whose values are in one file is destroyed, and its folder taken out.',
      from: 'tested',
      play: async (stage) => {
        const { name } = stage.delivery.first;
        const values = stage.read(stage.path(DEPLOYED, `${name}.tfvars`));
        keepValues(stage, DEPLOYED, []);
        stage.change({ [stage.path(DEPLOYED, 'terraform.tfvars')]: values });
        await expectDestroyed(stage, await destroy(stage, DEPLOYED, name), DEPLOYED, name);
        const { gone } = branchOf(stage, DEPLOYED, name);
        expectEqual(gone.includes(stage.path(DEPLOYED, 'main.tf')), true, 'Whether its code goes');
      },
    },
    {
      title: 'A destroyed tenant is not made again until its values were taken out of main; then it can come back.',
      from: 'tested',
      play: async (stage) => {
        const { delivery } = stage;
        const path = stage.path(DEPLOYED, `${delivery.first.name}.tfvars`);
        const values = stage.read(path);
        expectSuccess(await destroy(stage, DEPLOYED, delivery.first.name));
        expectNotApplied(await delivery.apply(delivery.first, DEPLOYED), 'merge the pull request that takes');
        const plan = await delivery.plan(delivery.first, DEPLOYED);
        expectSuccess(plan);
        expectSaid(plan, 'An apply is refused.');
        stage.change({ [path]: undefined });
        stage.change({ [path]: values });
        const end = await delivery.create(delivery.first, DEPLOYED);
        expectApplied(stage, end, DEPLOYED, delivery.first.name);
        const { mark } = await remainsOf(stage, DEPLOYED, delivery.first.name);
        expectEqual(mark, 'destroyed', 'The mark of its first life');
        await expectDestroyed(
          stage,
          await destroy(stage, DEPLOYED, delivery.first.name),
          DEPLOYED,
          delivery.first.name,
        );
      },
    },
    {
      title: 'A tenant that is asked for is the only one that a plan of destruction may hold.',
      from: 'tested',
      play: async (stage) => {
        const { name } = stage.delivery.first;
        const path = stage.path('tenant1', `${name}.tfvars`);
        stage.change({ [path]: stage.read(stage.path(DEPLOYED, `${name}.tfvars`)) });
        const end = await destroy(stage, 'tenant1', name);
        expectNotApplied(end, `say ${stage.parts.project.model.tenants.fields.tenant} = "${DEPLOYED}"`);
        expectEqual((await remainsOf(stage, DEPLOYED, name)).mark, '', 'How the other one is marked');
        expectEqual(ran(end, destroyGate(stage, name).name), false, 'Whether anybody was asked');
      },
    },
  ],
};
