import { deliveries } from '../model/deliveries';
import { nameIn, type LambdaModel, type SamPackaging } from '../model/lambda';
import type { Environment } from '../model/platform';

/** A repository whose workflows deploy. */
export interface Deploying {
  readonly name: string;
  /** Its workflows that come into accounts, as `usedBy` of GitHub environments names them. */
  readonly workflows: readonly string[];
  readonly packaging: SamPackaging;
}

/** Those of a fleet that deploy; the others need nothing in an account. */
export function deployingIn(models: readonly LambdaModel[]): Deploying[] {
  return models.flatMap(({ name, platform, packaging }) => {
    const workflows = deliveries(platform).map(({ workflow }) => workflow);
    return packaging === undefined ? [] : [{ name, workflows, packaging }];
  });
}

/** The start of the ARNs of a service in an environment's account and region. */
export function arnIn(service: string, { account, region }: Environment): string {
  return `arn:aws:${service}:${region}:${account}:`;
}

/** The stacks of repositories. The last part of such an ARN changes with every new stack of that name. */
export function stackArns(repositories: readonly Deploying[], environment: Environment): string[] {
  return repositories.map(({ packaging }) => stackArn(nameIn(packaging.stack, environment.name), environment));
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
  return repositories.flatMap(({ packaging }) => packaging.functions.map((each) => nameIn(each.name, name)));
}
