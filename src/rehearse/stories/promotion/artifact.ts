import { expectRefused, expectStep } from '../../expectations';
import { changeByte, releaseOf } from '../../stage/released';
import { promotes, type Chapter } from '../../story';

/** Bytes that were built are the bytes that are deployed, or nothing is. */
export const artifact: Chapter = {
  name: 'promotion-artifact',
  when: promotes,
  stories: [
    {
      title: 'One changed byte of any file of the release refuses the version before people are asked.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery } = stage;
        const release = await releaseOf(stage, delivery.first);
        for (const { name } of release.assets) {
          const restore = changeByte(stage, release, name);
          expectRefused(
            await delivery.promote(delivery.second),
            'was changed after it was built. Nothing was deployed.',
          );
          restore();
        }
      },
    },
    {
      title: 'One byte that changes while people are asked refuses the version before any role is assumed.',
      from: 'deployed',
      core: true,
      play: async (stage) => {
        const { delivery } = stage;
        const release = await releaseOf(stage, delivery.first);
        const gate = delivery.gate(delivery.second).name;
        for (const { name } of release.assets) {
          let restore = (): void => undefined;
          const meanwhile = { [gate]: (): void => void (restore = changeByte(stage, release, name)) };
          const end = await delivery.promote(delivery.second, { meanwhile });
          restore();
          expectRefused(end, 'was changed after it was built. Nothing was deployed.');
          expectStep(end, 'Check the stability', 'success');
          expectStep(end, 'Fetch the artifact', 'failure');
        }
      },
    },
    {
      title: 'A release that was deleted while people were asked deploys nothing, and says how to build it again.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const gate = delivery.gate(delivery.second).name;
        const meanwhile = { [gate]: (): void => void (parts.repository.releases = []) };
        const end = await delivery.promote(delivery.second, { meanwhile });
        expectRefused(end, /Release \S+ is not there. Was it deleted\? Build the commit again/);
      },
    },
    {
      title: 'Where GitHub refuses to give the release, the step that fetches it is red, and no role is assumed.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const meanwhile = {
          [delivery.gate(delivery.second).name]: (): void => {
            parts.github.failures = [{ match: /\/releases\/tags\//, status: 403 }];
          },
        };
        const end = await delivery.promote(delivery.second, { meanwhile });
        expectRefused(end, '403');
        expectStep(end, 'Fetch the artifact', 'failure');
      },
    },
    {
      title: 'A file that is missing from the release, whichever, deploys nothing.',
      from: 'deployed',
      play: async (stage) => {
        const { delivery } = stage;
        const release = await releaseOf(stage, delivery.first);
        const whole = release.assets;
        for (const missing of whole) {
          release.assets = whole.filter((asset) => asset !== missing);
          const end = await delivery.promote(delivery.second);
          const code = missing.name.endsWith('.zip');
          expectRefused(
            end,
            code ? 'was changed after it was built' : 'is not whole: its manifest or template is missing',
          );
        }
      },
    },
    {
      title: 'Another artifact under the same tag, whole in itself, is not the one that was proven.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery } = stage;
        const [older, newer] = [await releaseOf(stage, delivery.last), await releaseOf(stage, delivery.second)];
        newer.assets = older.assets;
        expectRefused(await delivery.promote(delivery.last), 'The manifest of release');
      },
    },
  ],
};
