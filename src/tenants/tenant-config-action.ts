import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAction, type CompositeAction } from '../github/composite-action';
import type { RenderedFile } from '../model/rendered-file';
import type { TenantPlatform } from '../model/tenant-platform';
import { FORMATS } from './report';

/** Where the local action lives. */
export const TENANT_CONFIG = '.github/actions/tenant-config';

const SCRIPT = 'tenant-config.cjs';

/** The check of tenants, as a step of a workflow. It needs Node.js, which every runner has, and nothing else. */
export const tenantConfig: CompositeAction = {
  folder: 'tenant-config',
  name: 'Check the configuration of tenants',
  description: 'Find defects in the Terraform configuration of all tenants, offline and without credentials.',
  about: [
    'Exit codes: 0 nothing found, 2 findings, 1 could not read. What is expected of tenants is in platform.json.',
    'By hand: node .github/actions/tenant-config/tenant-config.cjs tenants text',
  ],
  inputs: {
    directory: { description: 'Folder that holds a folder for each tenant', default: 'tenants' },
    format: { description: `How findings are printed: ${FORMATS.join(', ')}`, default: 'github' },
    output: { description: 'File that they are written to; empty: the log', default: '' },
  },
  outputs: {},
  steps: [
    {
      name: 'Check the configuration of tenants',
      env: {
        DIRECTORY: '${{ inputs.directory }}',
        FORMAT: '${{ inputs.format }}',
        OUTPUT: '${{ inputs.output }}',
      },
      run: `node "$GITHUB_ACTION_PATH/${SCRIPT}" "$DIRECTORY" "$FORMAT" "$OUTPUT"`,
    },
  ],
};

/**
 * The files of the local action: `action.yml`, the check as one script that reads as its sources do, and the table of what
 * is expected. The script is made by `tools/bundle-tenant-config.ts`.
 */
export function renderTenantConfig(platform: TenantPlatform, marker: string): RenderedFile[] {
  const script = readFileSync(join(__dirname, `${SCRIPT}.txt`), 'utf8');
  return [
    file('action.yml', renderAction(tenantConfig, marker)),
    file(SCRIPT, `// ${marker}\n${script}`),
    file('platform.json', `${JSON.stringify(platform, undefined, 2)}\n`),
  ];
}

function file(name: string, content: string): RenderedFile {
  const path = `${TENANT_CONFIG}/${name}`;
  return { path, content, executable: false, ownership: 'managed', settings: [] };
}
