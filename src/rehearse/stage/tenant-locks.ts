/** Locks of a tenant's state, as Terraform leaves them. */
import { placesOf } from './tenant-cloud';
import type { TenantStage } from './tenant-stage';

const TABLE = 'DynamoDB_20120810';

/** Locks the state in one place, as somebody would who works past the workflows. */
export async function lockByHand(
  stage: TenantStage,
  tenant: string,
  environment: string,
  place: 'file' | 'table',
  { id = 'by-hand', who = 'carol@laptop' } = {},
): Promise<void> {
  const { bucket, key, table } = placesOf(stage, tenant, environment);
  const account = await stage.account(environment);
  const Created = stage.parts.clock.now().toISOString();
  const said = { ID: id, Operation: 'OperationTypeApply', Info: '', Who: who, Version: '1.11.4', Created };
  const info = JSON.stringify({ ...said, Path: `${bucket}/${key}` });
  if (place === 'file') await account.s3('PUT', `${bucket}/${key}.tflock`, info);
  else {
    const Item = { LockID: { S: `${bucket}/${key}` }, Info: { S: info } };
    await account.json('dynamodb', `${TABLE}.PutItem`, { TableName: table, Item });
  }
}

/** User and machine of who holds the lock file. */
export async function holderOf(stage: TenantStage, tenant: string, environment: string): Promise<string> {
  const { bucket, key } = placesOf(stage, tenant, environment);
  const file = await (await stage.account(environment)).s3('GET', `${bucket}/${key}.tflock`);
  return /"Who": *"([^"]+)"/.exec(file)?.[1] ?? '';
}

/** The locks that are held: of `file` and `table`. */
export async function locksOf(stage: TenantStage, tenant: string, environment: string): Promise<string[]> {
  const { bucket, key, table } = placesOf(stage, tenant, environment);
  const account = await stage.account(environment);
  const file = await account.s3('GET', `${bucket}/${key}.tflock`);
  const Key = { LockID: { S: `${bucket}/${key}` } };
  const item = table === undefined ? {} : await account.json('dynamodb', `${TABLE}.GetItem`, { TableName: table, Key });
  return [...(file.includes('"ID"') ? ['file'] : []), ...(JSON.stringify(item).includes('Info') ? ['table'] : [])];
}

/** Loses the state of a tenant, and what the table knows of it. */
export async function loseState(stage: TenantStage, tenant: string, environment: string): Promise<void> {
  const { bucket, key, table } = placesOf(stage, tenant, environment);
  const account = await stage.account(environment);
  await account.s3('DELETE', `${bucket}/${key}`);
  const Key = { LockID: { S: `${bucket}/${key}-md5` } };
  if (table !== undefined) await account.json('dynamodb', `${TABLE}.DeleteItem`, { TableName: table, Key });
}
