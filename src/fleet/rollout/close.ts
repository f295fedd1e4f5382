/** Takes pull requests back. */
import type { GitHub } from '../github/connect';
import { endsAll, explainRefusal, statusOf } from '../github/refusal';
import { BRANCH } from './clone';
import { TOOL } from './git';
import { Pulls } from './pulls';
import type { Result } from './result';
import { settle } from './settle';
import type { Member } from './waves';

const WHY = {
  close: 'Closed by projen-fleet: the change will be proposed again.',
  abandon: 'Given up by projen-fleet: the same change will not be proposed again.',
} as const;

export type Verb = keyof typeof WHY;

/**
 * Closes the open pull request of each repository and removes its branch, unless people have commits on it. After `close`
 * the next rollout proposes the change again; after `abandon` not until something else is generated.
 */
export function closeAll(members: readonly Member[], verb: Verb, github: GitHub, parallel: number): Promise<Result[]> {
  return settle(members, parallel, async (member) => {
    try {
      return await closeOne(member, verb, github);
    } catch (error) {
      if (endsAll(error) || statusOf(error) === undefined) throw error;
      return { repository: member.name, state: 'failed', notes: [explainRefusal(error)] };
    }
  });
}

async function closeOne(member: Member, verb: Verb, github: GitHub): Promise<Result> {
  const pulls = new Pulls(github, member);
  const open = (await pulls.all()).find(({ state }) => state === 'open');
  if (open === undefined) return { repository: member.name, state: 'unchanged', notes: [] };
  const path = { owner: member.owner, repo: member.name, ref: open.head };
  const { data } = await github.request('GET /repos/{owner}/{repo}/commits/{ref}', path);
  await pulls.close(open, WHY[verb], verb === 'close');
  const own = data.commit.committer?.email === TOOL.email;
  if (own) await pulls.removeBranch();
  const kept = own ? [] : [`branch ${BRANCH} was left: people have commits on it`];
  return { repository: member.name, state: 'closed', notes: [`closed #${open.number}`, ...kept] };
}
