/** Looks at tenants that something hinders: what is not known is never called clean. */
import { tenantFiles } from '../../application/tenant-files';
import { expectEqual, expectFailed, expectSaid, expectSuccess, ran } from '../../expectations';
import type { RunStart } from '../../stage/running';
import { changeTasks } from '../../stage/tenant-changes';
import { destroy } from '../../stage/tenant-destruction';
import { editFile, look, lookInTurn, openIssue, slowDown } from '../../stage/tenant-drift';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';

/** Adds tenants that are deployed nowhere. */
function addTenants(stage: TenantStage, count: number): void {
  const { model } = stage.parts.project;
  const all = Array.from({ length: count }, (_, i) => Object.entries(tenantFiles(model, `shop${i}`, 10 + i)));
  stage.change(Object.fromEntries(all.flat()));
}

export const driftUnknown: TenantChapter = {
  name: 'drift-unknown',
  stories: [
    {
      title: 'A tenant that was destroyed is no drift, though its files are still on main.',
      from: 'tested',
      when: ({ destroyable }) => destroyable.length > 0,
      play: async (stage) => {
        const { first } = stage.delivery;
        expectSuccess(await destroy(stage, DEPLOYED, first.name));
        const end = await look(stage, { environment: first.name });
        expectSuccess(end);
        expectSaid(end, '3 looked at: 0 as main says, 1 destroyed, 2 not deployed.');
        expectEqual(openIssue(stage), undefined, 'The issue');
      },
    },
    {
      title: 'Without the role for reading nothing is looked at, the run is red, and an open issue stays open.',
      from: 'tested',
      denied: true,
      play: async (stage) => {
        const { first } = stage.delivery;
        changeTasks(stage, DEPLOYED, first.name, 7);
        await look(stage, { environment: first.name });
        const claims: RunStart['claims'] = (own) => ({
          ...own,
          ...{ repository: 'stranger/shop', repository_owner: 'stranger' },
        });
        const end = await look(stage, { environment: first.name }, { claims });
        expectFailed(end, '3 tenants could not be looked at');
        expectSaid(end, '3 looked at: 0 as main says, 3 not looked at.');
        expectEqual(ran(end, 'Compare the tenants'), false, 'Whether tenants were compared');
        expectEqual(openIssue(stage)?.title, `Drift in ${first.name}`, 'The issue');
      },
    },
    {
      title: 'When the credentials are old, what is left is looked at with new ones.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        slowDown(stage, 'make-plan', 46);
        const end = await look(stage, { environment: first.name });
        expectSuccess(end);
        expectSaid(end, 'There was no time for 2 tenants with these credentials.');
        expectEqual(ran(end, 'Check what is left with new credentials'), true, 'Whether there was a second round');
        expectSaid(end, '3 looked at: 1 as main says, 2 not deployed.');
      },
    },
    {
      title: 'Tenants that there is no time for at all are red, and told.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        editFile(stage, '.github/actions/check-drift/action.yml', 'MINUTES: "45"', 'MINUTES: "0"');
        const end = await look(stage, { environment: first.name });
        expectFailed(end, '3 tenants could not be looked at');
        expectSaid(end, '3 looked at: 0 as main says, 3 not looked at.');
      },
    },
    {
      title: 'When GitHub fails while an issue is kept, the run is red, and what was found is told all the same.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        changeTasks(stage, DEPLOYED, first.name, 7);
        stage.parts.github.failures = [{ match: /^POST .*\/issues$/, status: 500 }];
        const end = await look(stage, { environment: first.name });
        expectFailed(end, 'Not every issue could be kept');
        expectSaid(end, '3 looked at: 0 as main says, 1 drift, 2 not deployed.');
        stage.parts.github.failures = [];
        expectSuccess(await look(stage, { environment: first.name }));
        expectEqual(openIssue(stage)?.title, `Drift in ${first.name}`, 'The issue that the next run opens');
      },
    },
    {
      title: 'Many tenants are cut into jobs, and those that were deployed nowhere are no drift.',
      from: 'fleet',
      play: async (stage) => {
        addTenants(stage, 42);
        const { first } = stage.delivery;
        const end = await look(stage, { environment: first.name, tenants: 'shop*' });
        expectSuccess(end);
        expectSaid(end, '42 looked at: 0 as main says, 42 not deployed.');
        const jobs = [...end.report.jobs.keys()].filter((name) => name.startsWith('Check '));
        expectEqual(jobs.sort(), [`Check ${first.name} 1`, `Check ${first.name} 2`], 'The jobs');
      },
    },
    {
      title: 'In a week of the schedule every tenant is looked at in every environment, each exactly once.',
      from: 'fleet',
      play: async (stage) => {
        const { clock, project } = stage.parts;
        const thursday = new Date(clock.now());
        thursday.setUTCHours(0, 23, 0, 0);
        while (thursday.getUTCDay() !== 4) thursday.setUTCDate(thursday.getUTCDate() + 1);
        let looked = 0;
        for (let hour = 0; hour < 168; hour++) {
          const at = new Date(thursday.getTime() + hour * 3_600_000);
          if (at.getUTCDay() % 6 === 0 || at.getUTCHours() < 7 || at.getUTCHours() > 14) continue;
          clock.set(at);
          const end = await lookInTurn(stage);
          expectSuccess(end);
          looked += Number(/(\d+) looked at:/.exec(end.printed)?.[1] ?? Number.NaN);
        }
        expectEqual(looked, 3 * project.model.platform.environments.length, 'The number of looks');
      },
    },
  ],
};
