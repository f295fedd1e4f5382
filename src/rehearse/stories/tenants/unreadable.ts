/** Answers that do not come, and a table that is wrong: nothing of a tenant is taken for granted. */
import { expectEqual, expectFailed, expectStep, expectSuccess } from '../../expectations';
import { addPullRequest } from '../../github/pulls';
import { changeTasks } from '../../stage/tenant-changes';
import { editFile } from '../../stage/tenant-drift';
import type { TenantChapter } from '../../story';
import { DEPLOYED } from '../../tenant-beginnings';
import { expectNoIdentity, serialOf } from './outcomes';

export const unreadable: TenantChapter = {
  name: 'tenant-unreadable',
  stories: [
    {
      title: 'A lock file that cannot be read is not taken for one that is not there.',
      from: 'tested',
      play: async ({ delivery, parts }) => {
        parts.identity.front.inject({ action: 's3:GetObject', resource: '*.tflock', effect: 'denied' });
        expectFailed(
          await delivery.plan(delivery.first, DEPLOYED),
          /The lock file .* could not be read: .*AccessDenied/,
        );
      },
    },
    {
      title: 'A table of locks that cannot be read is not taken for one without any.',
      from: 'tested',
      play: async ({ delivery, parts }) => {
        parts.identity.front.inject({ action: 'dynamodb:GetItem', times: 5, effect: 'denied' });
        expectFailed(await delivery.plan(delivery.first, DEPLOYED), 'AccessDenied');
      },
    },
    {
      title: 'A run that cannot note that it begins applies nothing, so that no lock is ever without its run.',
      from: 'tested',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const { name } = delivery.first;
        changeTasks(stage, DEPLOYED, name, 7);
        const before = await serialOf(stage, DEPLOYED, name);
        parts.identity.front.inject({ action: 's3:PutObject', resource: '*/applying/*', times: 5, effect: 'denied' });
        expectFailed(await delivery.apply(delivery.first, DEPLOYED), 'AccessDenied');
        expectEqual(await serialOf(stage, DEPLOYED, name), before, 'The serial of the state');
      },
    },
    {
      title: 'Where the time zone of the windows is none, no window is taken for open.',
      from: 'tested',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const zone = `timezone=${parts.project.model.platform.timezone}`;
        editFile(stage, '.github/scripts/environment.sh', zone, 'timezone=Nowhere/Else');
        const end = await delivery.apply(delivery.last, DEPLOYED);
        expectNoIdentity(stage, end, '"Nowhere/Else" is no time zone of this runner.');
      },
    },
    {
      title: 'Where the comments of a pull request cannot be read no second one is written.',
      from: 'fleet',
      play: async (stage) => {
        const { repository, github } = stage.parts;
        const { number } = addPullRequest(repository, { head: 'idea', title: 'A change' });
        const path = stage.path('tenant1', 'dev.tfvars');
        const change = { [path]: `${stage.read(path)}# a note\n` };
        expectSuccess(await stage.pullRequest('validate-tenant-config.yml', change, { number }));
        github.failures = [{ match: /^GET .*\/comments/, status: 500 }];
        const end = await stage.pullRequest('validate-tenant-config.yml', {}, { number });
        expectStep(end, 'Write the comment', 'failure');
        expectEqual(repository.comments.length, 1, 'The number of comments');
      },
    },
  ],
};
