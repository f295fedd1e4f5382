/** A repository that delivers, on a simulated GitHub and cloud, with people who approve, and a clock. */
import type { LambdaRepo } from '../../lambda/lambda-repo';
import { withManifest } from '../../managed/rendered-manifest';
import { nameIn } from '../../model/lambda';
import { sampleApplication, type Version } from '../application/sample-application';
import type { Commit } from '../application/workspace';
import type { StageTools } from '../tools/stage-tools';
import { Delivery } from './delivery';
import { RepositoryStage } from './repository-stage';
import { copyParts, createParts } from './stage-parts';

export class Stage extends RepositoryStage<LambdaRepo> {
  readonly delivery = new Delivery(this);

  static async create(project: LambdaRepo, tools: StageTools, start: Date): Promise<Stage> {
    return new Stage(await createParts(project, tools, start), 0, undefined);
  }

  /** A stage of its own that begins where this one is. */
  async copy(): Promise<Stage> {
    return new Stage(await copyParts(this.parts), this.lastRun, this.newest);
  }

  /** Commits a version of the sample application, with all that is generated. */
  version(version: Version): Commit {
    const { project, workspace } = this.parts;
    const generated = this.newest === undefined ? withManifest(project.renderFiles()) : [];
    return this.pushed(workspace.commit(sampleApplication(project.model, version), generated));
  }

  /** Stack, alias and first function of the repository in an environment. */
  names(environment: string): { readonly stack: string; readonly alias: string; readonly fn: string } {
    const { packaging } = this.parts.project.model;
    const [first] = packaging?.functions ?? [];
    if (packaging === undefined || first === undefined) throw new Error(`${this.parts.project.name} deploys nothing.`);
    const at = (pattern: string): string => nameIn(pattern, environment);
    return { stack: at(packaging.stack), alias: at(packaging.alias), fn: at(first.name) };
  }

  /** What callers get from the health check of an environment. */
  async release(environment: string): Promise<string> {
    const { fn, alias } = this.names(environment);
    const answer = await (await this.account(environment)).invoke(fn, alias, { path: '/health' });
    return /"release\\*": \\*"([^"\\]*)/.exec(answer)?.[1] ?? answer;
  }

  /** Version that the stack of an environment says it runs; undefined where there is none. */
  async running(environment: string): Promise<string | undefined> {
    const account = await this.account(environment);
    return (await account.stackTags(this.names(environment).stack))['version'];
  }
}
