/** Looks at tenants: what is drift, what is none, and what is not known. */
import { expectEqual, expectFailed, expectSaid, expectSuccess, ran } from '../../expectations';
import { changeByHand, editFile, look, openIssue } from '../../stage/tenant-drift';
import { lockByHand } from '../../stage/tenant-locks';
import type { TenantStage } from '../../stage/tenant-stage';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';

/** Somebody scales the deployed tenant by hand. */
function scale(stage: TenantStage, environment: string): Promise<void> {
  const { tasks } = stage.parts.project.model.tenants.fields;
  return changeByHand(stage, DEPLOYED, environment, new RegExp(`"${tasks}": ?\\d+`, 'g'), `"${tasks}": 7`);
}

function expectIssue(stage: TenantStage, text: string): void {
  const body = openIssue(stage)?.body ?? '';
  if (!body.includes(text)) throw new Error(`The open issue should have "${text}", and is: ${body}`);
}

export const drift: TenantChapter = {
  name: 'drift',
  stories: [
    {
      title:
        'Where all is as main says, nothing is drift, no issue is opened, and what was never deployed is told apart.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        const end = await look(stage, { environment: first.name });
        expectSuccess(end);
        expectSaid(end, '3 looked at: 1 as main says, 2 not deployed.');
        expectEqual(stage.parts.repository.issues.length, 0, 'The number of issues');
      },
    },
    {
      title:
        'What somebody changes by hand opens an issue with the resource; when it is put right, the issue is closed.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        await scale(stage, first.name);
        const end = await look(stage, { environment: first.name });
        expectSuccess(end);
        expectSaid(end, '3 looked at: 0 as main says, 1 drift, 2 not deployed.');
        expectIssue(stage, `| \`${DEPLOYED}\` | `);
        expectIssue(stage, 'module.wordpress.terraform');
        expectEqual(ran(end, 'Apply the plan'), false, 'Whether something was applied');
        const number = openIssue(stage)?.number;
        await look(stage, { environment: first.name });
        expectEqual(openIssue(stage)?.number, number, 'The open issue after another look');
        expectEqual(stage.parts.repository.issues.length, 1, 'The number of issues');
        expectSuccess(await stage.delivery.apply(first, DEPLOYED));
        expectSuccess(await look(stage, { environment: first.name }));
        expectEqual(openIssue(stage)?.number, undefined, 'The open issue after a deployment');
      },
    },
    {
      title: 'A difference of which a rule says that it means nothing is no drift, and is told with the reason.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        await scale(stage, first.name);
        // What a provider would call a service is built into Terraform here.
        const action = '.github/actions/check-drift/action.yml';
        editFile(stage, action, '*.aws_ecs_service.*', 'module.*.terraform_data.service');
        editFile(stage, action, '"attribute":"desired_count"', '"attribute":"*"');
        const end = await look(stage, { environment: first.name });
        expectSuccess(end);
        expectSaid(end, '3 looked at: 1 as main says, 2 not deployed.');
        expectSaid(end, '- 1 times: Services are scaled past Terraform');
        expectEqual(openIssue(stage), undefined, 'The open issue');
      },
    },
    {
      title: 'A tenant that is being deployed is not checked, which is told, and never called clean.',
      from: 'tested',
      play: async (stage) => {
        const { first } = stage.delivery;
        await scale(stage, first.name);
        await look(stage, { environment: first.name });
        await lockByHand(stage, DEPLOYED, first.name, 'table');
        const end = await look(stage, { environment: first.name });
        expectSuccess(end);
        expectSaid(end, '3 looked at: 0 as main says, 1 not checked: locked, 2 not deployed.');
        expectIssue(stage, `| \`${DEPLOYED}\` | `);
        expectIssue(stage, `- \`${DEPLOYED}\`: locked, OperationTypeApply by carol\\@laptop since 20`);
      },
    },
    {
      title: 'A tenant that Terraform cannot plan is red and in the issue, and the others are looked at all the same.',
      from: 'tested',
      core: true,
      play: async (stage) => {
        const { first } = stage.delivery;
        const path = stage.path(DEPLOYED, `${first.name}.tfvars`);
        stage.change({ [path]: '' });
        const end = await look(stage, { environment: first.name });
        expectFailed(end, '1 tenants could not be looked at');
        expectSaid(end, '3 looked at: 0 as main says, 1 could not be looked at, 2 not deployed.');
        expectIssue(stage, '**not known:** Terraform could not plan it');
      },
    },
  ],
};
