import { expectEqual, expectFailed, expectRefused } from '../../expectations';
import { expectTurnedAway } from '../../stage/assumptions';
import { trustIds } from '../../stage/identities';
import type { Stage } from '../../stage/stage';
import { promotes, type Chapter } from '../../story';

/** Replaces something in a file of the repository, which must be there. */
function edit(stage: Stage, path: string, from: string | RegExp, to: string): void {
  const text = stage.parts.workspace.read(path);
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${path} has no ${String(from)}.`);
  stage.change({ [path]: changed });
}

const WHY = /Its account needs that role, .* and a trust in exactly this repository and GitHub environment/;

/** Emitted workflows whose identity is not the one that a role trusts. */
export const wrong: Chapter = {
  name: 'identity-wrong',
  when: promotes,
  stories: [
    {
      title: 'A preflight in the GitHub environment of its target does not get the role of its source.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        const { first, second } = stage.delivery;
        const workflow = `promote-to-${second.name}`;
        const [source, target] = [first, second].map((each) => stage.delivery.reading(each, workflow));
        edit(stage, `.github/workflows/${workflow}.yml`, `name: ${source}`, `name: ${target}`);
        const end = await stage.delivery.propose(second);
        expectTurnedAway(stage, end, new RegExp(`sub is "\\S+:environment:${target}"`));
        expectRefused(end, WHY);
      },
    },
    {
      title: 'A table that names the account of another environment opens neither account.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        const { first, second } = stage.delivery;
        edit(stage, '.github/scripts/environment.sh', `account=${first.account} `, `account=${second.account} `);
        const end = await stage.delivery.propose(second);
        expectRefused(end, WHY);
        expectTurnedAway(stage, end, /There is no role|sub is "/);
      },
    },
    {
      title: 'A job without "id-token: write" gets no token, and its log names the permission.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        const { second } = stage.delivery;
        edit(
          stage,
          `.github/workflows/promote-to-${second.name}.yml`,
          / +id-token: write # assumes the role for reading\n/,
          '',
        );
        const end = await stage.delivery.propose(second);
        expectRefused(end, 'Did you mean to give it "id-token: write"?');
        expectRefused(end, /The job needs "id-token: write"\./);
      },
    },
    {
      title: 'A caller that does not pass "id-token: write" on cannot call the deployment: GitHub refuses the file.',
      from: 'fresh',
      play: async (stage) => {
        const { second } = stage.delivery;
        const path = `.github/workflows/promote-to-${second.name}.yml`;
        edit(stage, path, / +id-token: write # assumes the role of the environment\n/, '');
        const end = await stage.delivery.propose(second);
        expectEqual(end.conclusion, 'invalid', 'What GitHub makes of the file');
        if (!/id-token/.test(end.printed)) throw new Error(`GitHub should name the permission: ${end.printed}`);
      },
    },
    {
      title: 'A token whose subject has ids does not open a role that trusts the form with names alone.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        const { parts, delivery } = stage;
        parts.immutable.add(parts.repository.fullName);
        const end = await delivery.propose(delivery.second);
        expectTurnedAway(stage, end, /sub is "repo:\S+@\d+\/\S+@\d+:environment:/);
        expectRefused(end, WHY);
      },
    },
    {
      title: 'A token whose subject has names does not open a role that trusts the form with ids alone.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        trustIds(stage, (subject) => subject.includes('@'));
        const end = await stage.delivery.propose(stage.delivery.second);
        expectTurnedAway(stage, end, /sub is "repo:[^@"]+:environment:\S+", but .* wants "repo:\S+@\d+/);
        expectRefused(end, WHY);
      },
    },
    {
      title: 'Another repository that got the name of this one does not open a role that knows its id.',
      ...{ from: 'fresh', denied: true },
      play: async (stage) => {
        trustIds(stage);
        const claims = <T extends object>(own: T): T => ({ ...own, repository_id: '4711' });
        const end = await stage.delivery.propose(stage.delivery.second, { claims });
        expectTurnedAway(stage, end, /repository_id is "4711"/);
      },
    },
    {
      title: 'A reading job that tries to write is stopped by the policy of its session, and its log says which.',
      ...{ from: 'deployed', denied: true, core: true },
      play: async (stage) => {
        const { delivery, parts } = stage;
        const { fn, alias } = stage.names(delivery.first.name);
        const script = '.github/scripts/check-account.sh';
        const write = `aws lambda update-alias --function-name ${fn} --name ${alias} --function-version 1`;
        stage.change({ [script]: `${parts.workspace.read(script)}${write}\n` });
        const end = await delivery.propose(delivery.second);
        const written = parts.identity.front.calls.filter(({ action }) => action === 'lambda:UpdateAlias');
        expectEqual(
          written.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'denied'),
          [],
          'Calls of reading jobs that wrote',
        );
        expectFailed(
          end,
          /not authorized to perform: lambda:UpdateAlias .* because no (session|identity-based) policy/,
        );
      },
    },
  ],
};
