/** Credentials by which a story itself looks at an account, past all policies. */

/** Keys of the account. The simulation issues them to anybody who asks it and not its front. */
export async function accountKeys(endpoint: string, account: string): Promise<Record<string, string>> {
  const role = {
    RoleArn: `arn:aws:iam::${account}:role/rehearsal`,
    RoleSessionName: 'rehearsal',
    WebIdentityToken: 'rehearsal',
  };
  const body = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', ...role });
  const response = await fetch(endpoint, { method: 'POST', body });
  const answer = await response.text();
  const read = (name: string): string => {
    const value = new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1];
    if (value === undefined)
      throw new Error(`No ${name} for account ${account} (status ${response.status}): ${answer}`);
    return value;
  };
  const secrets = { AWS_SECRET_ACCESS_KEY: read('SecretAccessKey'), AWS_SESSION_TOKEN: read('SessionToken') };
  return { AWS_ACCESS_KEY_ID: read('AccessKeyId'), ...secrets };
}

/** What tools of AWS need on this machine: no settings of the person who runs the rehearsal. */
export const CLOUD_SETTINGS: Readonly<Record<string, string>> = {
  AWS_PAGER: '',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  SAM_CLI_TELEMETRY: '0',
  // Terraform would look for a host with the bucket's name.
  TF_CLI_ARGS_init: '-backend-config=use_path_style=true',
};
