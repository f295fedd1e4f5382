/** Many tenants at once: where it may not go, and which tenants it does not touch. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BULK_OPERATIONS } from '../../../model/gitops-deliveries';
import { expectEqual, expectFailed, expectSaid, expectSuccess } from '../../expectations';
import { bulk, bulkPlaces, digestIn, seenBulk } from '../../stage/tenant-bulk';
import { changeTasks } from '../../stage/tenant-changes';
import { placesOf, serve } from '../../stage/tenant-cloud';
import { lockByHand } from '../../stage/tenant-locks';
import type { TenantChapter } from '../../story';
import { DEPLOYED, OTHERS } from '../../tenant-beginnings';
import { lines, places, runner, shell, size } from '../hostile-input/texts';
import { expectNoIdentity, serialOf } from './outcomes';

export const bulkLimits: TenantChapter = {
  name: 'tenant-bulk-limits',
  stories: [
    {
      title: 'Whatever is typed as tenants: it is refused before there are credentials, and does nothing.',
      from: 'fleet',
      play: async (stage) => {
        const mark = join(tmpdir(), `mark-${stage.head}`);
        const own = ['../tenants/tenant1', 'tenant1;tenant2', 'tenant1\ntenant2', 'all tenant9', 'TENANT1', 'x*'];
        const hostile = [...shell(mark), ...runner(mark), ...lines(mark), ...places(mark), ...size(mark)];
        for (const tenants of [...own, ...hostile.filter((text) => text !== '*')]) {
          const end = await bulk(stage, { environment: bulkPlaces(stage).first, operation: 'plan', tenants });
          expectNoIdentity(stage, end, /These are no tenants|There is no tenant|No tenant of|No tenants are named/);
        }
        expectEqual(existsSync(mark), false, 'Whether something that was typed has run');
      },
    },
    {
      title: 'Production is no choice, and where somebody makes it one the guard refuses before there are credentials.',
      from: 'fleet',
      core: true,
      play: async (stage) => {
        const { name } = stage.delivery.last;
        const choice = { environment: bulkPlaces(stage).first, operation: 'restart-service', tenants: 'all' } as const;
        const inputs = { environment: name };
        expectEqual((await bulk(stage, choice, { inputs })).conclusion, 'invalid', 'A run that chooses production');
        const path = `.github/workflows/${BULK_OPERATIONS}.yml`;
        const workflow = stage.read(path).replace(/(environment: .*options: \[ )/, `$1${name}, `);
        stage.change({ [path]: workflow });
        expectNoIdentity(stage, await bulk(stage, choice, { inputs }), 'it is production');
      },
    },
    {
      title: 'Where production is made a choice and the guard taken away, no job gets the role that changes it.',
      from: 'fleet',
      denied: true,
      play: async (stage) => {
        const { name } = stage.delivery.last;
        const path = `.github/workflows/${BULK_OPERATIONS}.yml`;
        stage.change({
          [path]: stage.read(path).replace(/(environment: .*options: \[ )/, `$1${name}, `),
          '.github/scripts/check-bulk.sh': '#!/usr/bin/env bash\nset -euo pipefail\n',
        });
        const choice = { environment: bulkPlaces(stage).first, operation: 'restart-service', tenants: 'all' } as const;
        const inputs = { environment: name };
        const digest = digestIn(await bulk(stage, choice, { inputs }));
        expectEqual(
          (await bulk(stage, { ...choice, digest }, { inputs })).conclusion,
          'waiting',
          'What nobody approves',
        );
        const end = await bulk(
          stage,
          { ...choice, digest },
          { inputs, approve: stage.delivery.approvals(stage.delivery.last) },
        );
        expectFailed(end, /1 of 2 people approved|Not authorized to perform sts:AssumeRoleWithWebIdentity/);
      },
    },
    {
      title: 'A list that main no longer stands for when it is approved is refused.',
      from: 'filled',
      play: async (stage) => {
        const { approved } = bulkPlaces(stage);
        const gate = stage.delivery.gate(stage.delivery.first);
        const changes = [
          () => stage.change({ [stage.path('tenant2', `${approved}.tfvars`)]: undefined }),
          () => stage.change({ [stage.path(DEPLOYED, 'main.tf')]: '# empty\n' }),
        ];
        for (const change of changes) {
          const meanwhile = { [gate]: () => void change() };
          const choice = { environment: approved, operation: 'apply', tenants: 'tenant*' } as const;
          expectFailed(await seenBulk(stage, choice, { meanwhile }), 'This has changed on main since this run began');
        }
      },
    },
    {
      title: 'Tenants that are locked, and those that were destroyed, are not touched, and it is said.',
      from: 'filled',
      play: async (stage) => {
        const { approved } = bulkPlaces(stage);
        const [locked, destroyed] = OTHERS;
        for (const tenant of [DEPLOYED, ...OTHERS]) changeTasks(stage, tenant, approved, 7);
        const before = await Promise.all(OTHERS.map((tenant) => serialOf(stage, tenant, approved)));
        await lockByHand(stage, locked, approved, 'table');
        const { bucket } = placesOf(stage, destroyed, approved);
        const marker = JSON.stringify({ tenant: destroyed, status: 'destroying', run: 99_999_999 });
        await (await stage.account(approved)).s3('PUT', `${bucket}/destroyed/${destroyed}.json`, marker);
        const end = await seenBulk(stage, { environment: approved, operation: 'apply', tenants: 'all' });
        expectSuccess(end);
        expectSaid(end, '1 done, 0 failed, 1 locked, 1 left alone, 0 not begun.');
        expectSaid(end, /\| tenant1 \| locked \| Locked by carol\\@laptop since 20.*, which is no known run/);
        expectSaid(end, '| tenant2 | skipped | It was destroyed; its values are still on main. |');
        const after = await Promise.all(OTHERS.map((tenant) => serialOf(stage, tenant, approved)));
        expectEqual(after, before, 'The serials of their states');
      },
    },
    {
      title: 'The services of tenants are restarted; where the cloud refuses it the run is red, and tells no restart.',
      from: 'fleet',
      play: async (stage) => {
        const { first } = bulkPlaces(stage);
        for (const tenant of [DEPLOYED, 'tenant1']) await serve(stage, tenant, first);
        const choice = { environment: first, operation: 'restart-service' } as const;
        const end = await seenBulk(stage, { ...choice, tenants: `${DEPLOYED}, tenant1` });
        expectSuccess(end);
        expectSaid(end, '2 done, 0 failed, 0 locked, 0 left alone, 0 not begun.');
        expectSaid(end, 'tasks anew');
        expectFailed(await seenBulk(stage, { ...choice, tenants: 'tenant2' }), 'Not all tenants were taken.');
        stage.parts.identity.front.inject({ action: 'ecs:UpdateService', times: 5, effect: 'denied' });
        const refused = await seenBulk(stage, { ...choice, tenants: DEPLOYED });
        expectFailed(refused, 'Not all tenants were taken.');
        expectEqual(refused.printed.includes('tasks anew'), false, 'Whether a restart is told');
      },
    },
  ],
};
