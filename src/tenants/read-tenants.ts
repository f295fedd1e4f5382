import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { TenantPlatform } from '../model/tenant-platform';
import { findingIn, type Finding } from './finding';
import { Source } from './hcl/source';
import { listFolder, searchFolder } from './list-folder';
import { readSource, readTerraformFile, readVariableFile } from './read-file';
import { declarationsOf, type Tenant, type TerraformFile, type VariableFile } from './tenant';

/** The folder that holds the tenants cannot be read. */
export class UnreadableFolderError extends Error {
  override readonly name = 'UnreadableFolderError';
}

/** Real path of the folder that holds the tenants. Throws UnreadableFolderError. */
export function findRoot(directory: string): string {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    const instead = 'Name the folder that holds a folder for each tenant, such as tenants.';
    throw new UnreadableFolderError(`${directory} is no folder. ${instead}`);
  }
  return realpathSync(directory);
}

/** Reads tenant after tenant, so that a large fleet is never in memory as a whole. Throws UnreadableFolderError. */
export function* readTenants(root: string, platform: TenantPlatform): Generator<Tenant, readonly Finding[]> {
  const { folders, findings } = attempt(root, () => listFolder(root, ''));
  const above = levelsAbove(root);
  for (const name of folders.filter((each) => !each.startsWith('.'))) {
    const tenant = attemptTenant(root, name, platform, findings);
    if (tenant) yield { ...tenant, above };
  }
  return findings;
}

/** Levels from a tenant's folder up to the repository's root; without Git that is the folder above `root`. */
function levelsAbove(root: string): number {
  for (let folder = root; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, '.git'))) return 1 + relative(folder, root).split(sep).filter(Boolean).length;
  return 2;
}

function attempt<T>(root: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UnreadableFolderError(
      `${root} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function attemptTenant(
  root: string,
  name: string,
  platform: TenantPlatform,
  findings: Finding[],
): ReadTenant | undefined {
  try {
    return readTenant(root, name, platform);
  } catch (error) {
    const message = `The folder cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
    findings.push(findingIn('V00', name, { message, fix: 'a folder that may be read' }));
    return undefined;
  }
}

type ReadTenant = Omit<Tenant, 'above'>;

function readTenant(root: string, name: string, platform: TenantPlatform): ReadTenant {
  const { files, folders, findings } = listFolder(root, name);
  const terraform: TerraformFile[] = [];
  const backendFiles: TerraformFile[] = [];
  const variableFiles: VariableFile[] = [];
  const environments = platform.environments.map((environment) => environment.name);
  for (const file of files) {
    const kind = kindOf(file);
    if (kind === undefined) continue;
    const path = `${name}/${file}`;
    const read = readSource(join(root, path), path);
    if ('finding' in read) findings.push(read.finding);
    const source = 'value' in read ? read.value : new Source(new Uint8Array());
    if (kind !== 'variables') {
      const found = 'value' in read ? readTerraformFile(source, path) : { file: { path, source, body: undefined } };
      (kind === 'terraform' ? terraform : backendFiles).push(found.file);
      if (found.finding) findings.push(found.finding);
    } else if ('value' in read) {
      const found = readVariableFile(source, { path, name: file }, environments, platform.fields.environment);
      variableFiles.push(found.file);
      if (found.finding) findings.push(found.finding);
    }
  }
  for (const folder of folders.filter((each) => each !== '.terraform'))
    findings.push(...searchFolder(root, `${name}/${folder}`));
  const complete = terraform.length > 0 && terraform.every(({ body }) => body) && findings.every(isHarmless);
  const declarations = declarationsOf(terraform);
  const locked = files.includes('.terraform.lock.hcl');
  return { name, variableFiles, terraform, backendFiles, declarations, complete, locked, findings };
}

/** A link that is not followed may have held declarations. */
function isHarmless({ id, file }: Finding): boolean {
  return !(id === 'V22' && file.endsWith('.tf'));
}

function kindOf(file: string): 'variables' | 'terraform' | 'backend' | undefined {
  if (/\.tfvars(\.json)?$/.test(file)) return 'variables';
  if (/\.tf$/.test(file)) return 'terraform';
  return file !== '.terraform.lock.hcl' && /\.(hcl|tfbackend)$/.test(file) ? 'backend' : undefined;
}
