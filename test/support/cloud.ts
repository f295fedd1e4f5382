/** A simulated cloud of its own with the tools of this repository. */
import { delimiter } from 'node:path';
import { accountKeys, CLOUD_SETTINGS } from '../../src/rehearse/cloud/credentials';
import type { Cloud as RunningCloud } from '../../src/rehearse/cloud/start-cloud';
import { stageTools, tools } from './shared-tools';

export interface Cloud extends RunningCloud {
  /** The environment of a process that works in one account: fresh credentials, and the tools first on the path. */
  env(account: string, region: string): Promise<Record<string, string>>;
}

export async function startCloud(): Promise<Cloud> {
  const cloud = await (await stageTools()).cloud.copy();
  return { ...cloud, env: (account, region) => environment(cloud.endpoint, account, region) };
}

/** Only what tools need is taken from this process: no credentials or settings of the person who runs the tests. */
async function environment(endpoint: string, account: string, region: string): Promise<Record<string, string>> {
  const path = [tools, process.env['PATH'] ?? ''].join(delimiter);
  const { HOME = '', LANG = 'C.UTF-8' } = process.env;
  const places = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_DEFAULT_REGION: region };
  const keys = await accountKeys(endpoint, account);
  return { PATH: path, HOME, LANG, ...places, ...CLOUD_SETTINGS, SAM_CLI_POLL_DELAY: '1', ...keys };
}
