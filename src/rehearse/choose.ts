/** Which stories a repository is told. */
import type { GitOpsRepo } from '../gitops/gitops-repo';
import type { LambdaRepo } from '../lambda/lambda-repo';
import { deploys, type Chapter, type Story, type TenantChapter, type TenantStory } from './story';

/** What selects a story: its title, and whether every change is tested with it. */
export type Told = Pick<Story, 'title' | 'core' | 'denied'>;
export type Named = Pick<Chapter, 'name' | 'long'>;

/** Which stories. */
export type Wanted = (story: Told, chapter: Named) => boolean;

interface Selecting<P, C> {
  readonly project: P;
  readonly chapters: readonly C[];
  /** Which stories. @default - all */
  readonly only?: Wanted;
}

export type Selection = Selecting<LambdaRepo, Chapter>;
export type TenantSelection = Selecting<GitOpsRepo, TenantChapter>;
/** The stories that a repository is told, of those that are wanted. */
export function choose({ project, chapters, only = () => true }: Selection): { chapter: Chapter; story: Story }[] {
  return chosen(
    project.model,
    chapters.map((chapter) => ({ when: deploys, ...chapter })),
    only,
  );
}

export function chooseTenants(selection: TenantSelection): { chapter: TenantChapter; story: TenantStory }[] {
  return chosen(selection.project.model, selection.chapters, selection.only ?? (() => true));
}

function chosen<S, M, B>(
  model: M,
  chapters: readonly Chapter<S, M, B>[],
  only: (story: Told, chapter: Named) => boolean,
): { chapter: Chapter<S, M, B>; story: Story<S, M, B> }[] {
  return chapters
    .filter(({ when }) => when?.(model) ?? true)
    .flatMap((chapter) =>
      chapter.stories
        .filter((story) => (story.when?.(model) ?? true) && only(story, chapter))
        .map((story) => ({ chapter, story })),
    );
}
