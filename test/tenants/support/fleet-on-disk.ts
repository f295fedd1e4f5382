/** Fleets of tenants in folders that are removed when the test file is done. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tenants as platform } from '../../../repos';
import { checkFolder } from '../../../src/tenants/check';
import type { Finding } from '../../../src/tenants/finding';
import { oneFile, threeFiles, type Files } from '../../support/tenant-fleet';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Three tenants without a defect: two in the layout of three files, and one in that of one file. */
export function smallFleet(): Files {
  return { ...threeFiles('acme', 1), ...threeFiles('zeta', 2), ...oneFile('solo', 3, 'prod') };
}

/** A folder of tenants in a repository of its own. */
export function written(files: Readonly<Record<string, string | Uint8Array>>): string {
  const repository = realpathSync(mkdtempSync(join(tmpdir(), 'tenants-')));
  folders.push(repository);
  const root = join(repository, 'tenants');
  mkdirSync(join(repository, '.git'));
  mkdirSync(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

export function check(files: Readonly<Record<string, string | Uint8Array>>): Finding[] {
  return checkFolder(written(files), platform).findings;
}

/** Findings in short: `V03 acme/dev.tfvars:4:16`. */
export function short(findings: readonly Finding[]): string[] {
  return findings.map(({ id, file, line, column }) => `${id} ${file}:${line}:${column}`);
}
