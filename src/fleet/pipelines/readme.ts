/** The README section of a repository, from its definition and from the workflows in its checkout. */
import type { RenderedFile } from '../../model/rendered-file';
import type { FleetProject } from '../../project/fleet-project';
import { Repository } from '../../verify/read/repository';
import type { Finding } from '../../verify/verify';
import { readPipelines } from './read-pipelines';
import { pipelinesSection } from './section';

/** Workflows that people wrote, by their paths, and what is wrong with them. */
export interface OwnFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

export const NO_CHECKOUT: OwnFiles = { files: {}, findings: [] };

/** All files of a project, its section of the README among them. */
export function withReadme(project: FleetProject, own: OwnFiles): RenderedFile[] {
  const files = project.renderFiles();
  const section = readmeOf(project, files, own);
  return section === undefined ? files : [...files, section];
}

function readmeOf(project: FleetProject, files: readonly RenderedFile[], own: OwnFiles): RenderedFile | undefined {
  const { pipelines: facts, name, definition } = project;
  const emitted = Object.fromEntries(files.map(({ path, content }) => [path, content]));
  const all = new Repository({ ...own.files, ...emitted }, [], name, true);
  if (facts === undefined || all.workflows.length === 0) return undefined;
  const told = readPipelines(all, facts, own.findings);
  const absent = facts.ownWorkflows.filter((file) => !told.some((each) => each.file === file));
  const runbooks = files.map(({ path }) => path).filter((path) => path.startsWith('docs/runbooks/'));
  const content = pipelinesSection(told, { ...facts, repository: name, definition, absent, runbooks });
  return { path: 'README.md', content, executable: false, ownership: 'section', settings: [] };
}
