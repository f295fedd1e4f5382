/** Many tenants at once: a list that was seen, one approval, waves, and what is left. */
import { expectEqual, expectFailed, expectSaid, expectSuccess, expectWaiting } from '../../expectations';
import { bulk, bulkPlaces, digestIn, listIn, seenBulk } from '../../stage/tenant-bulk';
import { changeTasks } from '../../stage/tenant-changes';
import { slowDown } from '../../stage/tenant-drift';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter } from '../../story';
import { DEPLOYED, OTHERS } from '../../tenant-beginnings';
import { breakStep } from '../steps/break-step';
import { serialOf } from './outcomes';

const ALL = [DEPLOYED, ...OTHERS];

async function serials(stage: TenantStage): Promise<number[]> {
  const { approved } = bulkPlaces(stage);
  return Promise.all(ALL.map((tenant) => serialOf(stage, tenant, approved)));
}

export const bulkOperations: TenantChapter = {
  name: 'tenant-bulk',
  stories: [
    {
      title: 'A list that was seen is applied by its digest after one approval, and what came of each tenant is told.',
      from: 'filled',
      core: true,
      play: async (stage) => {
        const { approved } = bulkPlaces(stage);
        for (const tenant of ALL) changeTasks(stage, tenant, approved, 7);
        const before = await serials(stage);
        const choice = { environment: approved, tenants: 'all' };
        const plan = await bulk(stage, { ...choice, operation: 'plan' });
        expectSuccess(plan);
        expectSaid(plan, '3 done, 0 failed, 0 locked, 0 left alone, 0 not begun.');
        expectEqual(await serials(stage), before, 'The serials of the states after a plan');
        const given = { ...choice, operation: 'apply', digest: digestIn(plan) } as const;
        expectWaiting(await bulk(stage, given, { approve: {} }));
        const end = await bulk(stage, given);
        expectSuccess(end);
        for (const tenant of ALL)
          expectSaid(end, `| ${tenant} | done | Applied: 0 replaced, 0 destroyed, 1 changed, 0 created. |`);
        expectEqual(
          (await serials(stage)).every((serial, i) => serial > (before[i] ?? 0)),
          true,
          'Whether all changed',
        );
      },
    },
    {
      title: 'Nothing is changed without the digest of exactly that list.',
      from: 'filled',
      play: async (stage) => {
        const { approved, first } = bulkPlaces(stage);
        const choice = { environment: approved, operation: 'apply', tenants: 'tenant*' } as const;
        const shown = await bulk(stage, choice);
        expectFailed(shown, 'apply changes tenants. Look at the list in the summary');
        expectFailed(await bulk(stage, { ...choice, digest: '0'.repeat(64) }), 'is of another list');
        expectFailed(await bulk(stage, { ...choice, digest: 'x' }), 'is no digest of a list');
        const other = { ...choice, environment: first, digest: digestIn(shown) };
        expectFailed(await bulk(stage, other), 'was of another environment');
        const digest = digestIn(shown);
        stage.change({ [stage.path('tenant2', `${approved}.tfvars`)]: undefined });
        expectFailed(await bulk(stage, { ...choice, digest }), 'is of another list: it has changed');
      },
    },
    {
      title: 'What is behind a wave with a red tenant is left, and told as a list to go on with.',
      from: 'filled',
      play: async (stage) => {
        const { approved } = bulkPlaces(stage);
        const before = await serials(stage);
        for (const tenant of OTHERS) changeTasks(stage, tenant, approved, 7);
        stage.change({ [stage.path(DEPLOYED, 'main.tf')]: 'resource "broken" {}\n' });
        const end = await seenBulk(stage, { environment: approved, operation: 'apply', tenants: 'all' });
        expectFailed(end, 'Not all tenants were taken.');
        expectSaid(end, '0 done, 1 failed, 0 locked, 0 left alone, 2 not begun.');
        expectEqual(await serials(stage), before, 'The serials of the states');
        const rest = listIn(end, 'Not begun');
        expectEqual(rest, OTHERS.join(' '), 'The list of what is left');
        const next = await seenBulk(stage, { environment: approved, operation: 'apply', tenants: rest });
        expectSuccess(next);
        expectSaid(next, '2 done, 0 failed, 0 locked, 0 left alone, 0 not begun.');
      },
    },
    {
      title: 'Where the credentials end and new ones are refused, what was taken is told, and a list to go on with.',
      from: 'filled',
      play: async (stage) => {
        const { approved } = bulkPlaces(stage);
        slowDown(stage, 'make-plan', 36);
        breakStep(stage, {
          file: '.github/actions/take-tenants/action.yml',
          job: '',
          step: 'Go on with new credentials',
        });
        const tenants = `${DEPLOYED} ${OTHERS[0]}`;
        const end = await seenBulk(stage, { environment: approved, operation: 'plan', tenants });
        expectFailed(end, 'Broken by the rehearsal.');
        expectSaid(end, '1 done, 0 failed, 0 locked, 0 left alone, 1 not begun.');
        expectEqual(listIn(end, 'Not begun'), OTHERS[0], 'The list of what is left');
      },
    },
    {
      title: 'Of 600 tenants two are not valid; they are told as a list, which is valid once they are mended.',
      from: 'fleet',
      play: async (stage) => {
        const { first } = bulkPlaces(stage);
        const paths = ['tenant123', 'tenant456'].map((tenant) => stage.path(tenant, `${first}.tfvars`));
        stage.fleet(600);
        const right = Object.fromEntries(paths.map((path) => [path, stage.read(path)] as const));
        const { domain } = stage.parts.project.model.tenants.fields;
        const wrong = (text: string): string =>
          text.replace(new RegExp(`^(${domain} += ).*$`, 'm'), '$1"a.example.org"');
        stage.change(Object.fromEntries(Object.entries(right).map(([path, text]) => [path, wrong(text)])));
        const end = await bulk(stage, { environment: first, operation: 'validate', tenants: 'all' });
        expectFailed(end, 'Not all tenants were taken.');
        expectSaid(end, '598 done, 2 failed, 0 locked, 0 left alone, 0 not begun.');
        const left = listIn(end, 'Failed or locked');
        expectEqual(left, 'tenant123 tenant456', 'The list of what is left');
        stage.change(right);
        const again = await bulk(stage, { environment: first, operation: 'validate', tenants: left });
        expectSuccess(again);
        expectSaid(again, '2 done, 0 failed, 0 locked, 0 left alone, 0 not begun.');
      },
    },
  ],
};
