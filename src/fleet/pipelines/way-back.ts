/** How to go back where no workflow does it. */
import { firstEnvironment } from '../../model/platform';
import { shell, startLines, told } from './commands';
import { versionInputOf, type Pipeline } from './pipeline';
import type { SectionFacts } from './section';

export function deploys({ purpose }: Pipeline): boolean {
  return purpose === 'deploy' || purpose === 'promote';
}

/** An earlier version is deployed again, or what the definition says instead. */
export function wayBack(repository: string, pipelines: readonly Pipeline[], facts: SectionFacts): string[] {
  const again = pipelines.filter((each) => deploys(each) && each.byHand && versionInputOf(each) !== undefined);
  const unversioned = pipelines.filter(
    (each) => deploys(each) && versionInputOf(each) === undefined && mayGoBack(each),
  );
  const first = firstEnvironment(facts.platform).name;
  const reverts = unversioned.flatMap((pipeline) => revert(repository, pipeline, first));
  if (facts.wayBack !== undefined) return [`**There is no rollback workflow.** ${facts.wayBack}`, '', ...reverts];
  const lines = again.flatMap((pipeline) => startLines(repository, pipeline, 'VERSION_BEFORE'));
  return [
    '**There is no rollback workflow.** What is there deploys an earlier version again, through the same steps and approvals:',
    '',
    ...shell(lines),
    ...reverts,
    'Nothing checks that the earlier version ran there, makes a checkpoint, asks for a reason or keeps a record.',
    '',
  ];
}

/** What a definition tells without a way back is for something else. */
function mayGoBack({ starts }: Pipeline): boolean {
  return starts.length === 0 || starts.some(({ goesBack }) => goesBack);
}

/** A workflow that takes no version deploys what the branch has. */
function revert(repository: string, pipeline: Pipeline, first: string): string[] {
  const { name, branch, environments, runs, starts } = pipeline;
  const where = (environments[0] ?? first).toUpperCase();
  const change = `${where} takes no version: revert the change on \`${branch}\` with \`git revert\``;
  if (runs.some((run) => run.startsWith('push'))) return [`${change}, and the push starts **${name}**.`, ''];
  const back = starts.filter(({ goesBack }) => goesBack);
  const again = back.length > 0 ? told(repository, pipeline, back) : shell(startLines(repository, pipeline));
  return [`${change}, then start **${name}** again:`, '', ...again];
}
