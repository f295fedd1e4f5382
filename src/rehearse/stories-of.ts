/** The stories of a repository, whatever its kind. */
import { GitOpsRepo } from '../gitops/gitops-repo';
import { choose, chooseTenants, type Wanted } from './choose';
import { rehearse, rehearseTenants, type Playing, type Rehearsal } from './rehearse';
import type { RehearsedRepo } from './stage/stage-parts';
import { deliveryChapters } from './stories';
import { tenantChapters } from './stories/tenants';

export interface Told {
  /** Name of the repository. */
  readonly name: string;
  readonly stories: readonly { readonly chapter: string; readonly title: string }[];
  readonly play: (playing: Playing) => Promise<Rehearsal>;
}

/** Those that are wanted, ready to be played. */
export function storiesOf(project: RehearsedRepo, only: Wanted = () => true): Told {
  const listed = (chosen: readonly { chapter: { name: string }; story: { title: string } }[]): Told['stories'] =>
    chosen.map(({ chapter, story }) => ({ chapter: chapter.name, title: story.title }));
  if (project instanceof GitOpsRepo) {
    const selection = { project, chapters: tenantChapters, only };
    const play: Told['play'] = (playing) => rehearseTenants({ ...selection, ...playing });
    return { name: project.name, stories: listed(chooseTenants(selection)), play };
  }
  const selection = { project, chapters: deliveryChapters, only };
  const play: Told['play'] = (playing) => rehearse({ ...selection, ...playing });
  return { name: project.name, stories: listed(choose(selection)), play };
}
