/** A machine whose Terraform says that it is another version. */
import { rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setUpIn } from './programs';
import type { TenantStage } from './tenant-stage';

/** From now on jobs are told that version in the folder of a tenant; all else is Terraform itself. */
export function otherTerraform({ parts }: TenantStage, version: string): void {
  const [programs = '', ...rest] = (parts.world.options.system['PATH'] ?? '').split(delimiter);
  const text = `#!/usr/bin/env bash
# Setting Terraform up looks at its version without a folder.
export PATH='${rest.join(delimiter)}'
[[ "$1 $2" = -chdir=*" version" ]] || exec terraform "$@"
terraform "$@" | sed 's/"terraform_version": "[^"]*"/"terraform_version": "${version}"/'
`;
  const file = join(setUpIn(programs), 'terraform');
  rmSync(file); // a link: what is written to it would be written to the machine's
  writeFileSync(file, text, { mode: 0o755 });
}
