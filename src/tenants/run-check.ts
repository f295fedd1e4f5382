import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { TenantPlatform } from '../model/tenant-platform';
import { checkFolder } from './check';
import { findRoot } from './read-tenants';
import { render, type Format } from './report';

export interface CheckRequest {
  /** Folder that holds a folder for each tenant. */
  readonly directory: string;
  readonly format: Format;
  readonly platform: TenantPlatform;
  /** Folder in which paths of annotations and code scanning begin: the repository. */
  readonly cwd: string;
}

/** Checks a folder of tenants: what is printed, and whether anything was found. Throws UnreadableFolderError. */
export function runCheck({ directory, format, platform, cwd }: CheckRequest): { text: string; clean: boolean } {
  const place = resolve(cwd, directory);
  const { findings, tenants } = checkFolder(findRoot(place), platform);
  const path = relative(cwd, place).split(sep).join('/');
  const prefix = path === '' || path.startsWith('..') || isAbsolute(path) ? '' : `${path}/`;
  return { text: render({ findings, tenants, prefix }, format), clean: findings.length === 0 };
}
