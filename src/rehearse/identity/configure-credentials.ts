import { AWS_AUDIENCE } from '../../aws/policy';

/** Inputs of aws-actions/configure-aws-credentials v6 that matter with OIDC, by their names. */
export interface CredentialInputs {
  readonly 'aws-region': string;
  readonly 'role-to-assume': string;
  readonly 'role-session-name'?: string;
  readonly 'role-duration-seconds'?: string;
  readonly 'allowed-account-ids'?: string;
  readonly 'inline-session-policy'?: string;
  readonly audience?: string;
}

/**
 * Does what aws-actions/configure-aws-credentials does with a role: asks GitHub for a token, gives it to STS. The
 * answer are the variables that the action exports. `env` is that of the job.
 *
 * Throws with what the action would say. Source: README and src/index.ts of v6.2.3.
 */
export async function configureCredentials(
  env: Readonly<Record<string, string | undefined>>,
  inputs: CredentialInputs,
): Promise<Record<string, string>> {
  const endpoint = env['AWS_ENDPOINT_URL'];
  if (endpoint === undefined) throw new Error('The job has no AWS_ENDPOINT_URL: there is no cloud to go to.');
  const account = /^arn:aws:iam::(\d{12}):role\/.+$/.exec(inputs['role-to-assume'])?.[1];
  if (account === undefined) throw new Error(`role-to-assume is "${inputs['role-to-assume']}", not the ARN of a role.`);
  const answer = await assumeRole(endpoint, inputs, await askForToken(env, inputs.audience || AWS_AUDIENCE));
  const allowed = inputs['allowed-account-ids'] ?? '';
  if (allowed !== '' && !allowed.split(',').some((each) => each.trim() === account))
    throw new Error(`The account ID of the provided credentials (${account}) does not match any of: ${allowed}`);
  const region = inputs['aws-region'];
  return {
    ...{ AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_ACCESS_KEY_ID: read(answer, 'AccessKeyId') },
    ...{ AWS_SECRET_ACCESS_KEY: read(answer, 'SecretAccessKey'), AWS_SESSION_TOKEN: read(answer, 'SessionToken') },
  };
}

async function askForToken(env: Readonly<Record<string, string | undefined>>, audience: string): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
  if (url === undefined || bearer === undefined)
    throw new Error('The job cannot ask for a token. Did you mean to give it "id-token: write"?');
  const address = `${url}&audience=${encodeURIComponent(audience)}`;
  const response = await fetch(address, { headers: { authorization: `bearer ${bearer}` } });
  const found: unknown = await response.json();
  const value: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, 'value') : undefined;
  if (typeof value !== 'string')
    throw new Error(`No token was given (status ${response.status}): ${JSON.stringify(found)}`);
  return value;
}

async function assumeRole(endpoint: string, inputs: CredentialInputs, token: string): Promise<string> {
  const body = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' });
  body.set('RoleArn', inputs['role-to-assume']);
  body.set('RoleSessionName', inputs['role-session-name'] || 'GitHubActions');
  body.set('WebIdentityToken', token);
  body.set('DurationSeconds', inputs['role-duration-seconds'] || '3600');
  const policy = inputs['inline-session-policy'];
  if (policy !== undefined && policy !== '') body.set('Policy', policy);
  const response = await fetch(endpoint, { method: 'POST', body });
  const answer = await response.text();
  if (!response.ok) throw new Error(`Could not assume role with OIDC: ${read(answer, 'Message')}`);
  return answer;
}

function read(answer: string, tag: string): string {
  const value = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(answer)?.[1];
  if (value === undefined) throw new Error(`STS answered without ${tag}: ${answer}`);
  return value;
}
