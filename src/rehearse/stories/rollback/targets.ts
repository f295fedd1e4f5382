import { expectFailed, expectRefused, expectSaid, expectSuccess } from '../../expectations';
import { changeByte, releaseOf } from '../../stage/released';
import { promotes, type Chapter } from '../../story';
import { built, expectRuns, untouched } from './versions';

const TABLE = `  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
`;

/** Versions that are no target of a rollback. */
export const targets: Chapter = {
  name: 'rollback',
  when: promotes,
  stories: [
    {
      title: 'A version that nobody built is no target, and those that are are told.',
      from: 'delivered',
      play: async (stage) => {
        const { first } = stage.delivery;
        const inputs = { target_version: 'v99-0123456-0123456789ab' };
        const end = await untouched(stage, first, () => stage.delivery.rollBack(first, { inputs }));
        expectRefused(end, 'v99-0123456-0123456789ab never ran and passed in this environment');
        expectSaid(end, `Versions that ran here and passed: ${built(stage, 1)}.`);
      },
    },
    {
      title: 'A version that ran elsewhere, and never here, is no target.',
      from: 'delivered',
      play: async (stage) => {
        const { last } = stage.delivery;
        const inputs = { target_version: built(stage, 2) };
        const end = await untouched(stage, last, () => stage.delivery.rollBack(last, { inputs }));
        expectRefused(end, `${built(stage, 2)} never ran and passed in this environment, so it is no target.`);
      },
    },
    {
      title: 'The version that runs is no target.',
      from: 'deployed',
      play: async (stage) => {
        const { first } = stage.delivery;
        const inputs = { target_version: built(stage, 1) };
        expectRefused(await stage.delivery.rollBack(first, { inputs }), `${built(stage, 1)} runs already.`);
      },
    },
    {
      title: 'Where the first version runs there is nothing to go back to.',
      from: 'deployed',
      core: true,
      play: async (stage) => {
        const { first } = stage.delivery;
        const end = await untouched(stage, first, () => stage.delivery.rollBack(first));
        expectRefused(end, `Nothing ran here before ${built(stage, 1)}.`);
      },
    },
    {
      title: 'Where nothing was deployed there is nothing to go back from.',
      from: 'deployed',
      play: async ({ delivery }) => {
        expectRefused(await delivery.rollBack(delivery.second), 'does not exist: nothing was deployed there yet.');
      },
    },
    {
      title: 'A version that failed here is no target, not even by name.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery } = stage;
        stage.version({ release: '2.0.0', broken: true });
        expectFailed(await delivery.deploy(), '**Rolled back automatically:**');
        const inputs = { target_version: built(stage, 2) };
        const named = await delivery.rollBack(delivery.first, { inputs });
        expectRefused(named, `${built(stage, 2)} never ran and passed in this environment`);
        const unnamed = await delivery.rollBack(delivery.first);
        expectRefused(unnamed, `brought ${built(stage, 1)} back and did not finish, or was undone. Name a version`);
      },
    },
    {
      title:
        'A version whose template lacks a table that is there now is refused, with the list of what would be lost.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery } = stage;
        stage.version({ release: '2.0.0', resources: TABLE });
        expectSuccess(await delivery.deploy());
        const end = await untouched(stage, delivery.first, () => delivery.rollBack(delivery.first));
        expectRefused(end, 'would delete Orders (AWS::DynamoDB::Table), which holds data.');
        await expectRuns(stage, delivery.first, built(stage, 2), '2.0.0');
      },
    },
    {
      title: 'A version whose release was deleted, or changed by a byte, is refused.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const release = await releaseOf(stage, delivery.last);
        const putBack = changeByte(stage, release, 'template.yaml');
        const changed = await untouched(stage, delivery.first, () => delivery.rollBack(delivery.first));
        expectRefused(changed, `A file of release ${release.tag} was changed after it was built.`);
        putBack();
        parts.repository.releases = parts.repository.releases.filter((each) => each !== release);
        expectRefused(await delivery.rollBack(delivery.first), `Release ${release.tag} is not there. Was it deleted?`);
      },
    },
  ],
};
