/** All that a report is judged on: what is emitted, what people wrote, what was rehearsed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RenderedFile } from '../../model/rendered-file';
import type { FleetProject } from '../../project/fleet-project';
import { Repository } from '../../verify/read/repository';
import { verify, type Finding } from '../../verify/verify';
import { ownFiles } from '../pipelines/checkout';
import type { Pipeline } from '../pipelines/pipeline';
import { readPipelines } from '../pipelines/read-pipelines';
import { NO_CHECKOUT } from '../pipelines/readme';
import type { RepositoryProof, StoryProof } from './evidence';

/** The rule about dates: what it finds depends on the day, so it is told apart from defects. */
const DATES = 'D32';

export interface KnownRepository {
  readonly name: string;
  readonly emitted: readonly RenderedFile[];
  /** Defects of what is emitted. */
  readonly emittedFindings: readonly Finding[];
  /** Whether the checkout with the workflows that people wrote was at hand. */
  readonly checkout: boolean;
  readonly ownFindings: readonly Finding[];
  /** What platforms take away soon, or have taken away, of what people wrote or the tool emits. */
  readonly dates: readonly Finding[];
  readonly pipelines: readonly Pipeline[];
  readonly environments: readonly string[];
  /** Stories that a rehearsal plays. */
  readonly stories: readonly Omit<StoryProof, 'passed'>[];
  readonly proof: RepositoryProof | undefined;
}

export interface Given {
  readonly checkouts: string | undefined;
  readonly proofs: readonly RepositoryProof[];
  readonly now: Date;
  readonly storiesOf: (project: FleetProject) => KnownRepository['stories'];
}

export function knownOf(project: FleetProject, { checkouts, proofs, now, storiesOf }: Given): KnownRepository {
  const { name, pipelines: facts } = project;
  const emitted = project.renderFiles();
  const texts = Object.fromEntries(emitted.map(({ path, content }) => [path, content]));
  const root = join(checkouts ?? '', name);
  const own = facts?.ownWorkflows ?? [];
  const checkout = checkouts !== undefined && existsSync(join(root, '.github', 'workflows'));
  const found = checkout ? ownFiles(root, own) : NO_CHECKOUT;
  const all = new Repository({ ...found.files, ...texts }, [], name, true);
  return {
    ...{ name, emitted, checkout: checkout || own.length === 0, ownFindings: found.findings },
    emittedFindings: verify(new Repository(texts, [], name)),
    dates: verify(all, [DATES], now),
    pipelines: facts === undefined ? [] : readPipelines(all, facts, found.findings),
    environments: facts?.platform.environments.map((each) => each.name) ?? [],
    stories: storiesOf(project),
    proof: proofs.find(({ repository }) => repository === name),
  };
}
