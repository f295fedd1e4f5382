import { createHash } from 'node:crypto';
import type { LambdaModel } from '../../../model/lambda';
import type { Environment } from '../../../model/platform';
import {
  expectEqual,
  expectProven,
  expectRefused,
  expectSaid,
  expectServed,
  expectStep,
  expectSuccess,
} from '../../expectations';
import { putStackInto } from '../../stage/by-hand';
import { releaseOf } from '../../stage/released';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter } from '../../story';

/** Digests by which three places name what an environment runs: its stack, the code behind its alias, the release. */
async function digestsOf(stage: Stage, environment: Environment): Promise<Record<string, string | undefined>> {
  const { name } = environment;
  const { stack, fn, alias } = stage.names(name);
  const account = await stage.account(name);
  const { version, digest } = await account.stackTags(stack);
  const { assets } = await releaseOf(stage, environment);
  const bytes = (file: string): string =>
    createHash('sha256')
      .update(assets.find((asset) => asset.name === file)?.content ?? '')
      .digest('hex');
  const id = stage.parts.project.model.packaging?.functions[0]?.logicalId ?? '';
  const code = await account.codeOf(fn, alias);
  return { version, digest, manifest: bytes('artifact.sha256'), code, zip: bytes(`${id}.zip`) };
}

/** Whether a run waits while people are asked; a merged pull request is asked for on main, by people who were asked before. */
function asksInGitHub({ platform }: LambdaModel): boolean {
  return platform.approval === 'environments';
}

/** What a promotion takes, and where. */
export const chain: Chapter = {
  name: 'promotion',
  when: promotes,
  stories: [
    {
      title: 'The same bytes reach every environment: stack, code behind the alias and release name one digest.',
      from: 'promoted',
      core: true,
      play: async (stage) => {
        const { delivery } = stage;
        const end = await delivery.promote(delivery.last);
        expectSuccess(end);
        await expectServed(stage, delivery.last.name, '1.0.0');
        const first = await digestsOf(stage, delivery.first);
        expectEqual(first['manifest'], first['digest'], 'The digest of the manifest in the release');
        expectEqual(first['zip'], first['code'], 'The digest of the zip in the release');
        for (const environment of delivery.chain.slice(1))
          expectEqual(await digestsOf(stage, environment), first, `What ${environment.name} runs`);
        for (const person of delivery.peopleFor(delivery.last))
          expectSaid(end, new RegExp(`\\| Approved by \\|.*${person}`));
      },
    },
    {
      title: 'A version is not promoted when a person asks for one that the environment before does not run.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery } = stage;
        const old = (await stage.running(delivery.last.name)) ?? '';
        const inputs = { [inputFor(stage)]: old };
        expectRefused(await delivery.propose(delivery.last, { inputs }), `You asked for ${old}, but`);
      },
    },
    {
      title: 'A version that a person asks for, and that runs, is proven like any other.',
      from: 'promoted',
      play: async (stage) => {
        const { delivery } = stage;
        const running = (await stage.running(delivery.sourceOf(delivery.last).name)) ?? '';
        expectProven(await delivery.propose(delivery.last, { inputs: { [inputFor(stage)]: running } }));
      },
    },
    {
      title: 'What is no version is refused before anything is asked.',
      from: 'fresh',
      play: async (stage) => {
        const { delivery } = stage;
        const end = await delivery.propose(delivery.last, { inputs: { [inputFor(stage)]: '1.0.0; rm -rf /' } });
        expectRefused(end, 'is not a version. Write one like');
      },
    },
    {
      title:
        'A promotion from another branch is refused by the GitHub environment, and by itself where that lets it in.',
      from: 'fresh',
      when: asksInGitHub,
      play: async (stage) => {
        const { delivery, parts } = stage;
        const start = { ref: 'refs/heads/another' };
        expectRefused(await delivery.propose(delivery.last, start), 'Branch "another" is not allowed to deploy');
        for (const environment of parts.repository.environments) environment.branches = 'any';
        const end = await delivery.propose(delivery.last, start);
        expectRefused(end, 'This run is from refs/heads/another. Deliveries start from main');
      },
    },
    {
      title: 'A version that was deployed while people were asked is not overwritten by the one that they approved.',
      from: 'delivered',
      when: asksInGitHub,
      play: async (stage) => {
        const { delivery } = stage;
        const before = await stage.running(delivery.last.name);
        const gate = delivery.gate(delivery.last).name;
        const another = async (): Promise<void> => {
          expectSuccess(await delivery.promote(delivery.last));
        };
        const end = await delivery.promote(delivery.last, { meanwhile: { [gate]: another } });
        expectRefused(end, new RegExp(`but ${before ?? ''} ran when this run was prepared. Something was deployed`));
        await expectServed(stage, delivery.last.name, '2.0.0');
      },
    },
    ...(['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED'] as const).map(
      (state) => ({
        title: `Nothing is deployed into a stack that is ${state}.`,
        from: 'delivered' as const,
        play: async (stage: Stage): Promise<void> => {
          const { delivery } = stage;
          await putStackInto(stage, delivery.last, state);
          expectRefused(await delivery.promote(delivery.last), new RegExp(`Stack \\S+ is ${state}[:.]`));
        },
      }),
    ),
    {
      title: 'A deployment that began while people were asked is not disturbed.',
      from: 'delivered',
      when: asksInGitHub,
      play: async (stage) => {
        const { delivery } = stage;
        const gate = delivery.gate(delivery.last).name;
        const begin = (): Promise<void> => putStackInto(stage, delivery.last, 'UPDATE_IN_PROGRESS');
        const end = await delivery.promote(delivery.last, { meanwhile: { [gate]: begin } });
        expectRefused(end, 'another deployment works on it. Start this again when it is done.');
        expectStep(end, 'Check the stability', 'success');
      },
    },
  ],
};

/** The input of the promotion into the last environment that names a version. */
function inputFor({ delivery }: Stage): string {
  return `${delivery.sourceOf(delivery.last).name}_version`;
}
