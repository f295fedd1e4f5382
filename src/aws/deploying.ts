import { deliveries } from '../model/deliveries';
import type { GitOpsModel } from '../model/gitops';
import { tenantDeliveries } from '../model/gitops-deliveries';
import { nameIn, type LambdaModel, type SamPackaging } from '../model/lambda';
import type { Environment } from '../model/platform';

/** A repository whose workflows come into accounts. */
interface Coming {
  readonly name: string;
  /** These workflows, as `usedBy` of GitHub environments names them. */
  readonly workflows: readonly string[];
}

/** A repository that deploys a stack. */
export interface DeployingStack extends Coming {
  readonly packaging: SamPackaging;
}

/** A repository that applies Terraform, tenant by tenant. */
export interface DeployingTenants extends Coming {
  readonly tenants: GitOpsModel;
}

export type Deploying = DeployingStack | DeployingTenants;

/** Those of a fleet that deploy; the others need nothing in an account. */
export function deployingIn(models: readonly (LambdaModel | GitOpsModel)[]): Deploying[] {
  return models.flatMap((model): Deploying[] => {
    const { name, platform } = model;
    if ('tenants' in model) {
      const workflows = tenantDeliveries(platform, model.destroyable).map(({ workflow }) => workflow);
      return [{ name, workflows, tenants: model }];
    }
    const workflows = deliveries(platform).map(({ workflow }) => workflow);
    return model.packaging === undefined ? [] : [{ name, workflows, packaging: model.packaging }];
  });
}

export function stacksOf(repositories: readonly Deploying[]): DeployingStack[] {
  return repositories.flatMap((repository) => ('packaging' in repository ? [repository] : []));
}

export function tenantsOf(repositories: readonly Deploying[]): GitOpsModel[] {
  return repositories.flatMap((repository) => ('tenants' in repository ? [repository.tenants] : []));
}

/** The start of the ARNs of a service in an environment's account and region. */
export function arnIn(service: string, { account, region }: Environment): string {
  return `arn:aws:${service}:${region}:${account}:`;
}

/** The stacks of repositories. The last part of such an ARN changes with every new stack of that name. */
export function stackArns(repositories: readonly Deploying[], environment: Environment): string[] {
  return stacksOf(repositories).map(({ packaging }) =>
    stackArn(nameIn(packaging.stack, environment.name), environment),
  );
}

export function stackArn(name: string, environment: Environment): string {
  return `${arnIn('cloudformation', environment)}stack/${name}/*`;
}

/** The functions of repositories, and their versions and aliases. */
export function functionArns(repositories: readonly Deploying[], environment: Environment): string[] {
  return functionNames(repositories, environment).flatMap((name) => {
    const arn = `${arnIn('lambda', environment)}function:${name}`;
    return [arn, `${arn}:*`];
  });
}

export function functionNames(repositories: readonly Deploying[], { name }: Environment): string[] {
  return stacksOf(repositories).flatMap(({ packaging }) => packaging.functions.map((each) => nameIn(each.name, name)));
}
