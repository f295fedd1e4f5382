import type { Yaml } from '../github/workflow';

const text = (description: string): Yaml => ({ description, type: 'string' });
const flag = (description: string): Yaml => ({ description, type: 'boolean' });

/** What a caller of `sam-deploy.yml` gives. */
export const INPUTS: Yaml = {
  environment: {
    description: 'GitHub environment to deploy to; the table says all else',
    type: 'string',
    required: true,
  },
  version: text('Release to deploy; empty: build one, for the first environment only'),
  digest: text('SHA-256 of its manifest, proven by where it ran before'),
  expected: text('Version that must still run there; empty: not looked at'),
  rollback: flag('Whether this goes back to a version that ran there'),
  emergency: flag('Whether the maintenance window is lifted'),
  reason: text('Why, for rollbacks and emergencies'),
};

/** What it gets back. */
export const OUTPUTS: Yaml = {
  version: { description: 'What was deployed', value: '${{ jobs.deploy.outputs.version }}' },
  digest: { description: 'SHA-256 of its manifest', value: '${{ jobs.deploy.outputs.digest }}' },
  previous: { description: 'What ran before', value: '${{ jobs.deploy.outputs.previous }}' },
};
