/** A workflow that anybody can write who may push to some branch, or open a pull request: it goes straight for a role. */
import { renderWorkflow } from '../../github/render-workflow';
import { action } from '../../github/steps';
import type { Job } from '../../github/workflow';
import type { Environment } from '../../model/platform';

export interface IntruderOptions {
  /** Whose role it wants. */
  readonly wants: Environment;
  /** GitHub environment that its job carries. @default - none */
  readonly environment?: string;
  /** Whom its token is for. @default - AWS */
  readonly audience?: string;
}

export const INTRUDER = 'intruder.yml';

/** The files of its commit. */
export function intruder({ wants, environment, audience }: IntruderOptions): Record<string, string> {
  const { account, region, role } = wants;
  const job: Job = {
    name: 'Intrude',
    'runs-on': 'ubuntu-24.04',
    ...(environment !== undefined && { environment }),
    'timeout-minutes': 5,
    permissions: { 'id-token': 'write # goes for the role' },
    steps: [
      action('Take the role', 'aws-actions/configure-aws-credentials', {
        'aws-region': region,
        'role-to-assume': `arn:aws:iam::${account}:role/${role}`,
        ...(audience !== undefined && { audience }),
      }),
      { name: 'Look around', run: 'aws sts get-caller-identity' },
    ],
  };
  const on = { push: {}, pull_request: {}, workflow_dispatch: {} };
  const workflow = { file: INTRUDER, name: 'Intruder', about: [], on, jobs: { intrude: job } };
  return { [`.github/workflows/${INTRUDER}`]: renderWorkflow(workflow, '# Nobody has reviewed this.') };
}
