import { isAbsolute, posix } from 'node:path';
import { findingAt, findingIn } from '../finding';
import { attributeOf, blocksOf, type TenantRule } from '../tenant';
import { anchor } from './backend';

/**
 * V22: everything that a tenant is made of is in the repository, and locked. Links that lead out are found while folders
 * are read; here are sources of modules, files that Terraform loads by itself, and the lock of providers.
 */
export const checkOutside: TenantRule = function* (tenant) {
  for (const { file, block } of blocksOf(tenant, 'module')) {
    const value = attributeOf(block.body, 'source')?.value;
    if (value?.kind !== 'text' || !leaves(value.value, tenant.above)) continue;
    const message = `The source ${JSON.stringify(value.value)} leaves the repository.`;
    yield findingAt('V22', file, value.start, { message, fix: 'a module of this repository: "../../modules/…"' });
  }
  for (const { name, path } of tenant.variableFiles) {
    if (!/\.auto\.tfvars(\.json)?$/.test(name)) continue;
    const message = 'Terraform loads this file by itself, in every environment, over terraform.tfvars and defaults.';
    yield findingIn('V22', path, { message, fix: 'its values in the file of each environment' });
  }
  if (tenant.terraform.length > 0 && !tenant.locked) {
    const message = '.terraform.lock.hcl is missing, so each run may load other providers.';
    yield findingIn('V22', anchor(tenant), {
      message,
      fix: 'terraform providers lock, and the file it writes',
      severity: 'warning',
    });
  }
};

function leaves(source: string, above: number): boolean {
  if (isAbsolute(source) || /^[A-Za-z]:[\\/]/.test(source) || source.startsWith('~')) return true;
  const steps = source.startsWith('.') ? posix.normalize(source).split('/') : [];
  return steps.filter((step) => step === '..').length > above;
}
