/** Shapes of answers as GitHub publishes them: what a route sends is compared with them when it is compiled. */
import type { components } from '@octokit/openapi-types';

/** `Schema<'release'>` is a release as the OpenAPI description of GitHub's REST API has it. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
