import { expectEqual, expectProven, expectRefused, expectSaid, expectServed, expectSuccess } from '../../expectations';
import { createStackByHand } from '../../stage/by-hand';
import { changeAccount, changeTrust } from '../../stage/identities';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter } from '../../story';

/** The stack in which SAM keeps the bucket that it uploads to. */
const SAM_STACK = 'aws-sam-cli-managed-default';

/** Whether an environment's account has the upload bucket of SAM. */
async function hasBucket(stage: Stage, environment: string): Promise<boolean> {
  const account = await stage.account(environment);
  const answer = await account.query('cloudformation', 'DescribeStacks', { StackName: SAM_STACK }, [400]);
  return answer.includes('<StackStatus>');
}

/** Accounts in which nobody has deployed yet, or not by these workflows. */
export const accounts: Chapter = {
  name: 'first-day-accounts',
  when: promotes,
  stories: [
    {
      title: 'Nothing is promoted from an environment in which nothing runs, and it is said to deploy there first.',
      from: 'fresh',
      play: async ({ delivery }) => {
        const end = await delivery.propose(delivery.second);
        expectRefused(end, 'nothing was deployed there yet. Deploy to this environment first.');
      },
    },
    {
      title:
        'The first promotion into an account needs nothing special: the stack and the bucket for uploads are made.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery } = stage;
        const { name } = delivery.second;
        expectEqual(await hasBucket(stage, name), false, 'Whether the account has a bucket before');
        const end = await delivery.promote(delivery.second);
        expectSuccess(end);
        expectSaid(end, '| Before it | `none` |');
        await expectServed(stage, name, '1.0.0');
        expectEqual(await hasBucket(stage, name), true, 'Whether the account has a bucket after');
      },
    },
    {
      title: 'A stack that people made by hand proves nothing, and it is said to deploy there first.',
      from: 'fresh',
      play: async (stage) => {
        const { delivery } = stage;
        await createStackByHand(stage, delivery.first);
        const end = await delivery.propose(delivery.second);
        expectRefused(
          end,
          'has no version tag: it was not deployed by these workflows. Deploy to this environment first.',
        );
      },
    },
    {
      title: 'A version whose alias is missing, or leads to other code, is not what callers hit, and is refused.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery } = stage;
        const { name } = delivery.second;
        const { fn, alias } = stage.names(name);
        const account = await stage.account(name);
        await account.moveAlias(fn, alias, '1');
        expectRefused(await delivery.propose(delivery.last), 'Deploy there again by its workflow');
        await account.removeAlias(fn, alias);
        expectRefused(await delivery.propose(delivery.last), 'Deploy there again by its workflow');
      },
    },
    {
      title: 'A version whose release is missing is refused, and it is said how to build it again.',
      from: 'deployed',
      play: async ({ delivery, parts }) => {
        parts.repository.releases = [];
        expectRefused(await delivery.propose(delivery.second), 'Was it deleted? Build the commit again');
      },
    },
    {
      title: 'A release that is a draft still is not there for anybody who deploys.',
      from: 'deployed',
      play: async ({ delivery, parts }) => {
        for (const release of parts.repository.releases) release.draft = true;
        expectRefused(await delivery.propose(delivery.second), 'Was it deleted? Build the commit again');
      },
    },
    {
      title: 'Where the role is missing in an account, it is said what the account needs.',
      ...{ from: 'deployed', denied: true },
      play: async (stage) => {
        const { delivery } = stage;
        for (const environment of [delivery.first, delivery.second]) {
          changeAccount(stage, environment, (identity) => ({ ...identity, roles: [] }));
          const end = await delivery.propose(delivery.second);
          expectRefused(
            end,
            new RegExp(`${environment.account}:role/\\S+ Its account needs that role.* docs/bootstrap.md`),
          );
        }
      },
    },
    {
      title: 'Where GitHub is no identity provider of an account, it is said what the account needs.',
      ...{ from: 'deployed', denied: true },
      play: async (stage) => {
        const { delivery } = stage;
        changeAccount(stage, delivery.first, (identity) => ({ ...identity, providers: [] }));
        const end = await delivery.propose(delivery.second);
        expectSaid(end, 'No OpenIDConnect provider found in your account');
        expectRefused(end, /Its account needs that role, GitHub as identity provider/);
      },
    },
    {
      title: 'Where the role trusts nobody, or another repository, it is said whom it must trust.',
      ...{ from: 'deployed', denied: true },
      play: async (stage) => {
        const { delivery } = stage;
        changeTrust(stage, delivery.first, ({ Version }) => ({ Version, Statement: [] }));
        expectRefused(
          await delivery.propose(delivery.second),
          /a trust in exactly this repository and GitHub environment/,
        );
      },
    },
    {
      title: 'Where everything is as it should be on the first day, a version is proven.',
      from: 'deployed',
      play: async ({ delivery }) => {
        expectProven(await delivery.propose(delivery.second));
      },
    },
  ],
};
