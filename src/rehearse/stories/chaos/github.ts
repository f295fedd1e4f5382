import { expectSuccess } from '../../expectations';
import type { Failure } from '../../github/failures';
import { onCopy } from '../../stage/on-copy';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter, type Story } from '../../story';
import { deployment, expectCompletes, expectGood, promotion, rollback, stateOf, type Flow } from './flow';
import { callsOf } from './points';

/** What is not tried again. */
const REFUSALS: readonly (readonly [string, Omit<Failure, 'match'>])[] = [
  ['is forbidden', { status: 403 }],
  ['is not found', { status: 404 }],
  ['meets the rate limit', { limit: 'secondary' }],
];

/** Calls of one kind: without ids, versions and what is asked for. */
function kindOf(call: string): string {
  return call
    .replace(/\?.*$/, '')
    .replace(/v\d+-[0-9a-f]{7}-[0-9a-f]{12}/, '[^/?]+')
    .replace(/\/\d+(?=\/|$)/g, '/\\d+');
}

/** A call to GitHub fails, each kind in turn at its first and its last call; the refusals take turns. */
function refuses(flow: Flow): Story {
  return {
    title: `A ${flow.name} in which a call to GitHub fails, each in turn, leaves one of two good states.`,
    from: flow.from,
    play: async (stage) => {
      flow.prepare(stage);
      const { github } = await callsOf(stage, flow);
      const before = await stateOf(stage, flow);
      const left = [...new Set(github.map(kindOf))].flatMap((kind) => {
        const times = github.filter((call) => kindOf(call) === kind).length;
        return [...new Set([1, times])].map((nth) => ({ match: new RegExp(`^${kind}(\\?|$)`), nth, times: 1 }));
      });
      for (let turn = 0; left.length > 0;)
        await onCopy(stage, async (copy) => {
          let what = '';
          for (let point = left.shift(); point !== undefined; point = left.shift()) {
            const [means, failure] = REFUSALS[turn++ % REFUSALS.length] ?? ['', {}];
            what = `${String(point.match)} no. ${point.nth}, which ${means},`;
            copy.parts.github.failures = [{ ...point, ...failure }];
            const end = await flow.start(copy);
            copy.parts.github.failures = [];
            if (await expectGood(copy, flow, before, { end, what })) break;
          }
          await expectCompletes(copy, flow, before, what);
        });
    },
  };
}

/** Every call fails once as GitHub's gateways do, and each answer is late: reading is tried again. */
function isSlow(flow: Flow): Story {
  return {
    title: `A ${flow.name} goes well when GitHub is slow, and a first reading ends in an error of the server.`,
    from: flow.from,
    play: async (stage: Stage): Promise<void> => {
      flow.prepare(stage);
      stage.parts.github.failures = [
        { match: /^GET .*\/releases\/tags\//, times: 1, status: 502 },
        { match: /^GET .*\/environments\//, times: 1, status: 500 },
        { match: /^GET .*\/approvals/, times: 1, connection: 'truncated' },
        { match: /./, delay: 150 },
      ];
      const before = await stateOf(stage, flow);
      const end = await flow.start(stage);
      expectSuccess(end);
      await expectGood(stage, flow, before, { end, what: 'a slow GitHub' });
    },
  };
}

/** Calls to GitHub that fail, one at a time. */
export const github: Chapter = {
  name: 'chaos',
  long: true,
  when: promotes,
  stories: [...[deployment, promotion, rollback].map(refuses), ...[deployment, promotion].map(isSlow)],
};
