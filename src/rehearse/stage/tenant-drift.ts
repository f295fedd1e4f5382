/** What happens to tenants past Terraform, and what looks for it. */
import type { Issue } from '../github/issues';
import type { RunEnd, RunStart } from './running';
import { placesOf } from './tenant-cloud';
import type { TenantStage } from './tenant-stage';

/** Starts a look at tenants by hand. */
export function look(
  stage: TenantStage,
  inputs: Readonly<Record<string, string>>,
  start: RunStart = {},
): Promise<RunEnd> {
  return stage.run('drift-detection.yml', { ...start, inputs });
}

/** A look that the schedule starts. */
export function lookInTurn(stage: TenantStage, start: RunStart = {}): Promise<RunEnd> {
  const { schedule } = stage.parts.project.model.drift;
  return stage.run('drift-detection.yml', { event: 'schedule', payload: { schedule }, ...start });
}

/** Somebody changes what is there by hand: the next plan finds another text where this one was. */
export async function changeByHand(
  stage: TenantStage,
  tenant: string,
  environment: string,
  from: RegExp,
  to: string,
): Promise<void> {
  const account = await stage.account(environment);
  const { bucket, key, table } = placesOf(stage, tenant, environment);
  const before = await account.s3('GET', `${bucket}/${key}`);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`The state of ${tenant} has no ${String(from)}: ${before}`);
  await account.s3('PUT', `${bucket}/${key}`, after);
  if (table === undefined) return;
  // Beside its lock the table holds a digest of the state.
  const Key = { LockID: { S: `${bucket}/${key}-md5` } };
  await account.json('dynamodb', 'DynamoDB_20120810.DeleteItem', { TableName: table, Key });
}

/** Replaces something in a file, which must be there. */
export function editFile(stage: TenantStage, path: string, from: string, to: string): void {
  const text = stage.read(path);
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  stage.change({ [path]: text.replaceAll(from, to) });
}

/** The issue that is open; undefined where there is none. */
export function openIssue({ parts }: TenantStage): Issue | undefined {
  return parts.repository.issues.find(({ state }) => state === 'open');
}

/** A script takes some minutes more, of the stage's time. */
export function slowDown(stage: TenantStage, script: string, minutes: number): void {
  const begin = '#!/usr/bin/env bash\n';
  editFile(stage, `.github/scripts/${script}.sh`, begin, `${begin}sleep ${minutes * 60}\n`);
}
