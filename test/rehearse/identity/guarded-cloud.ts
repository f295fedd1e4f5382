/** A simulated cloud behind its front, with jobs that come in as they do in a workflow. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { AccountIdentity, Role } from '../../../src/aws/account-identity';
import { AWS_AUDIENCE, GITHUB_ISSUER, type PolicyDocument, type Statement } from '../../../src/aws/policy';
import type { JobClaims } from '../../../src/rehearse/identity/claims';
import { configureCredentials, type CredentialInputs } from '../../../src/rehearse/identity/configure-credentials';
import { startIdentity, type Identity, type IdentityOptions } from '../../../src/rehearse/identity/identity';
import type { CallRecord } from '../../../src/rehearse/identity/ledger';
import { startCloud, type Cloud } from '../../support/cloud';
import { stageTools } from '../../support/shared-tools';
import { jobClaims } from './jobs';

export const REGION = 'af-south-1';

/** An account with these roles, which takes GitHub's tokens. */
export function accountOf(account: string, roles: readonly Role[]): AccountIdentity {
  return { account, providers: [{ issuer: GITHUB_ISSUER, audiences: [AWS_AUDIENCE] }], roles };
}

export function allowing(...statements: Partial<Statement>[]): PolicyDocument {
  const complete = statements.map((each): Statement => ({
    Effect: 'Allow',
    Action: '*',
    ...(each.Principal === undefined && { Resource: '*' }),
    ...each,
  }));
  return { Version: '2012-10-17', Statement: complete };
}

/** Trusts one GitHub environment of acme/orders. */
export function trustOf(account: string, environment: string): PolicyDocument {
  const Principal = { Federated: `arn:aws:iam::${account}:oidc-provider/${GITHUB_ISSUER}` };
  const StringEquals = {
    [`${GITHUB_ISSUER}:aud`]: AWS_AUDIENCE,
    [`${GITHUB_ISSUER}:sub`]: `repo:acme/orders:environment:${environment}`,
  };
  return allowing({ Principal, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals } });
}

export interface Result {
  readonly code: number | null;
  readonly output: string;
}

export class GuardedCloud {
  private constructor(
    readonly cloud: Cloud,
    readonly identity: Identity,
    private readonly offset: { seconds: number },
    private readonly programs: string,
  ) {}

  static async start(
    accounts: readonly AccountIdentity[],
    options: Partial<IdentityOptions> = {},
  ): Promise<GuardedCloud> {
    const cloud = await startCloud();
    const programs = mkdtempSync(join(tmpdir(), 'programs-'));
    for (const [name, text] of Object.entries((await stageTools()).programs))
      writeFileSync(join(programs, name), text, { mode: 0o755 });
    const offset = { seconds: 0 };
    const now = (): number => Math.floor(Date.now() / 1000) + offset.seconds;
    const identity = await startIdentity({ upstream: cloud.endpoint, accounts, now, ...options });
    return new GuardedCloud(cloud, identity, offset, programs);
  }

  /** Lets time pass for tokens and sessions. */
  pass(seconds: number): void {
    this.offset.seconds += seconds;
  }

  /** The environment of a job's later steps, once it has assumed a role. */
  async job(
    role: string,
    claims: Partial<JobClaims>,
    inputs: Partial<CredentialInputs> = {},
  ): Promise<Record<string, string>> {
    const [, account = ''] = /^arn:aws:iam::(\d+):/.exec(role) ?? [];
    const { env } = this.identity.enter(jobClaims(claims), { 'id-token': 'write' });
    const keys = await configureCredentials(env, { 'aws-region': REGION, 'role-to-assume': role, ...inputs });
    return this.withPrograms({ ...(await this.cloud.env(account, REGION)), ...env, ...keys });
  }

  /** `aws` and `sam` that start quickly come first. */
  withPrograms(env: Record<string, string>): Record<string, string> {
    return { ...env, PATH: [this.programs, env['PATH']].join(delimiter) };
  }

  get calls(): readonly CallRecord[] {
    return this.identity.front.calls;
  }

  /** What was recorded while something ran, without what STS was asked to let it in. */
  async callsOf(action: () => Promise<unknown>): Promise<readonly CallRecord[]> {
    const before = this.calls.length;
    await action();
    return this.calls.slice(before);
  }

  async stop(): Promise<void> {
    await this.identity.stop();
    await this.cloud.stop();
    rmSync(this.programs, { recursive: true, force: true });
  }
}

/** Runs a line of a script in the environment of a job. */
export function run(line: string, env: Readonly<Record<string, string>>, cwd?: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    // Its standard input is a socket, for which bash reads the settings of whoever runs the tests.
    const child = spawn('bash', ['--norc', '-c', line], { env, cwd });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}
