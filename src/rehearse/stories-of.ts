/** The stories of a repository, whatever its kind. */
import { GitOpsRepo } from '../gitops/gitops-repo';
import { Beginnings } from './beginnings';
import { choose, chooseTenants, type Named, type Wanted } from './choose';
import { mutate, type Mutating, type Verdict } from './mutation/mutate';
import { rehearse, rehearseTenants, type Playing, type Rehearsal } from './rehearse';
import type { RehearsedRepo } from './stage/stage-parts';
import { deliveryChapters } from './stories';
import { tenantChapters } from './stories/tenants';
import { TenantBeginnings } from './tenant-beginnings';

export interface Told {
  /** Name of the repository. */
  readonly name: string;
  readonly stories: readonly { readonly chapter: string; readonly title: string }[];
  readonly play: (playing: Playing) => Promise<Rehearsal>;
  /** Whether any of them notices what is broken. */
  readonly mutate: (mutating: Mutating) => Promise<Verdict[]>;
}

/** Those that are wanted, ready to be played. */
export function storiesOf(project: RehearsedRepo, only: Wanted = () => true): Told {
  const listed = (chosen: readonly { chapter: { name: string }; story: { title: string } }[]): Told['stories'] =>
    chosen.map(({ chapter, story }) => ({ chapter: chapter.name, title: story.title }));
  const { name } = project;
  if (project instanceof GitOpsRepo) {
    const selection = { project, chapters: tenantChapters, only };
    const chosen = chooseTenants(selection);
    return {
      ...{ name, stories: listed(chosen) },
      play: (playing) => rehearseTenants({ ...selection, ...playing }),
      mutate: (options) => {
        const stages = new TenantBeginnings(project, options.tools);
        return mutate({ files: project.renderFiles(), stages, rounds: inRounds(chosen) }, options);
      },
    };
  }
  const selection = { project, chapters: deliveryChapters, only };
  const chosen = choose(selection);
  return {
    ...{ name, stories: listed(chosen) },
    play: (playing) => rehearse({ ...selection, ...playing }),
    mutate: (options) => {
      const stages = new Beginnings(project, options.tools);
      return mutate({ files: project.renderFiles(), stages, rounds: inRounds(chosen) }, options);
    },
  };
}

/** What takes minutes comes last: mutants that other stories notice do not wait for it. */
function inRounds<S>(chosen: readonly { readonly chapter: Named; readonly story: S }[]): S[][] {
  const of = (long: boolean): S[] =>
    chosen.filter(({ chapter }) => (chapter.long === true) === long).map(({ story }) => story);
  return [of(false), of(true)];
}
