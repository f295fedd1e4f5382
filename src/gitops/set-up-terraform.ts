import { action } from '../github/steps';
import type { Step } from '../github/workflow';

/** Terraform in exactly this version. Its wrapper would hide exit codes and put plans into outputs. */
export function setUpTerraform(version: string): Step {
  return action('Set up Terraform', 'hashicorp/setup-terraform', {
    terraform_version: version,
    terraform_wrapper: false,
  });
}
