import { BotSettings } from '../github/bot-settings';
import { resolveLambda, type LambdaModel } from '../model/lambda';
import { lambdaProblems } from '../model/lambda-rules';
import type { LambdaRepoSpec } from '../model/lambda-spec';
import type { Pipelines } from '../model/pipelines';
import { throwIfAny } from '../model/problem';
import { FleetProject, type RepoOptions } from '../project/fleet-project';
import { CoverageRc, PytestIni } from '../python/config-files';
import { PythonSetupAction } from '../python/python-setup-component';
import { LambdaCiComponent } from './lambda-ci-component';

/** What may be said about a Lambda repository when it is made. */
export type LambdaRepoOptions = RepoOptions;

/**
 * A repository of Python Lambda functions. Subclass it with what is special about one.
 *
 * Throws DefinitionError with every problem of the definition.
 */
export class LambdaRepo extends FleetProject {
  /** The definition as it was written. */
  override readonly spec: LambdaRepoSpec;
  /** The complete definition: nothing in it is optional. */
  readonly model: LambdaModel;

  constructor(spec: LambdaRepoSpec, options: LambdaRepoOptions = {}) {
    throwIfAny(lambdaProblems(spec));
    const { name, platform, rollout } = spec;
    super({ name, definition: `repos/${name}.ts`, owner: platform.owner, rollout, ...options });
    this.spec = spec;
    this.model = resolveLambda(spec);
    const { python } = this.model;
    new LambdaCiComponent(this, this.model);
    new PythonSetupAction(this, python);
    for (const service of python.services) {
      new PytestIni(this, service);
      new CoverageRc(this, service, python);
    }
    const folders = python.services.map(({ path }) => (path === '.' ? '/' : `/${path}`));
    for (const bot of this.model.bots) new BotSettings(this, bot, folders);
  }

  override get pipelines(): Pipelines {
    const { platform, ownWorkflows, packaging } = this.model;
    const subject = packaging === undefined ? '' : `stack \`${packaging.stack}\` and alias \`${packaging.alias}\``;
    return { platform, ownWorkflows, subject };
  }
}
