import type { Script } from '../github/script';
import type { GitOpsModel } from '../model/gitops';

/** What the workflows of a repository of tenants are made from. */
export interface TenantModel extends GitOpsModel {
  /** Finds a script by its name. */
  readonly scripts: (name: string) => Script;
}
