/** Plans that people would regret, and texts that nobody types by mistake. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tenantFiles } from '../../application/tenant-files';
import { expectEqual, expectSaid, expectSuccess } from '../../expectations';
import { changeDatabase } from '../../stage/tenant-changes';
import { loseState } from '../../stage/tenant-locks';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { lines, places, runner, shell } from '../hostile-input/texts';
import { expectApplied, expectNoIdentity, expectNotApplied } from './outcomes';

export const safety: TenantChapter = {
  name: 'tenant-safety',
  stories: [
    {
      title: 'What holds data is replaced only by who gives the digest of a plan that showed it.',
      from: 'tested',
      play: async (stage) => {
        const { delivery } = stage;
        changeDatabase(stage);
        expectNotApplied(await delivery.apply(delivery.first, DEPLOYED), 'Start the workflow with action plan');
        const inputs = { plan_digest: '0'.repeat(64) };
        expectNotApplied(await delivery.apply(delivery.first, DEPLOYED, { inputs }), 'is of other changes');
        const plan = await delivery.plan(delivery.first, DEPLOYED);
        expectSuccess(plan);
        expectSaid(plan, /\| \*\*replaced\*\* \| .*database \| yes \|/);
        const digest = /with plan_digest ([0-9a-f]{64})/.exec(plan.printed)?.[1] ?? '';
        const end = await delivery.apply(delivery.first, DEPLOYED, { inputs: { plan_digest: digest } });
        expectApplied(stage, end, DEPLOYED, delivery.first.name);
      },
    },
    {
      title: 'A tenant that is there is not created again when its state is lost.',
      from: 'tested',
      core: true,
      play: async (stage) => {
        const { first } = stage.delivery;
        await loseState(stage, DEPLOYED, first.name);
        expectNotApplied(await stage.delivery.plan(first, DEPLOYED), 'but it has no state');
        expectNotApplied(await stage.delivery.apply(first, DEPLOYED), 'but it has no state');
      },
    },
    {
      title: 'A tenant whose folder was renamed is not created a second time under its new name.',
      from: 'tested',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const gone = Object.keys(tenantFiles(parts.project.model, DEPLOYED, 0)).map(
          (path) => [path, undefined] as const,
        );
        stage.change({ ...Object.fromEntries(gone), ...tenantFiles(parts.project.model, 'shop', 0) });
        const told = `shop was called ${DEPLOYED}, which is deployed in ${delivery.first.name}`;
        expectNotApplied(await delivery.plan(delivery.first, 'shop'), told);
        expectNotApplied(await delivery.apply(delivery.first, 'shop'), told);
      },
    },
    {
      title: 'A tenant of production is not emptied by taking its code away.',
      from: 'live',
      play: async (stage) => {
        const path = stage.path(DEPLOYED, 'main.tf');
        stage.change({ [path]: '# Nothing is left.\n' });
        expectNotApplied(await stage.delivery.plan(stage.delivery.last, DEPLOYED), 'would leave nothing');
      },
    },
    {
      title: 'A tenant whose folder keeps its state elsewhere is refused.',
      from: 'fleet',
      play: async (stage) => {
        stage.change({ [stage.path('tenant1', 'backend.tf')]: '# none\n' });
        expectNotApplied(await stage.delivery.plan(stage.delivery.first, 'tenant1'), /keeps its state in|backend/);
      },
    },
    {
      title: 'A tenant with a defect is refused before anybody is asked; defects of others stop nobody.',
      from: 'fleet',
      play: async (stage) => {
        const { first } = stage.delivery;
        const path = stage.path('tenant1', `${first.name}.tfvars`);
        const { domain } = stage.parts.project.model.tenants.fields;
        const wrong = stage.read(path).replace(new RegExp(`^(${domain} += ).*$`, 'm'), '$1"other.example.org"');
        stage.change({ [path]: wrong });
        expectNoIdentity(stage, await stage.delivery.plan(first, 'tenant1'), 'V03');
        expectSuccess(await stage.delivery.plan(first, 'tenant2'));
      },
    },
    {
      title: 'Whatever is typed as name of a tenant: it is refused before there are credentials, and does nothing.',
      from: 'fleet',
      play: async (stage) => {
        const mark = join(tmpdir(), `mark-${stage.head}`);
        const { tenantsFolder } = stage.parts.project.model;
        const own = [
          '.',
          '..',
          `../${tenantsFolder}/tenant1`,
          'tenant1/',
          'TENANT1',
          'tenant1\n',
          'tenant١',
          'tenant9',
        ];
        for (const text of [...own, ...shell(mark), ...runner(mark), ...lines(mark), ...places(mark)]) {
          const inputs = { tenant_id: text };
          const end = await stage.delivery.plan(stage.delivery.first, text, { inputs });
          expectNoIdentity(stage, end, /is no name of a tenant|There is no folder/);
        }
        expectEqual(existsSync(mark), false, 'Whether something that was typed has run');
      },
    },
    {
      title: 'A run from another branch than main is refused.',
      from: 'fleet',
      play: async (stage) => {
        const end = await stage.delivery.plan(stage.delivery.first, 'tenant1', { ref: 'refs/heads/idea' });
        expectNoIdentity(stage, end, 'Deliveries start from main');
      },
    },
  ],
};
