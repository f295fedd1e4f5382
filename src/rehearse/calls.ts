/** Calls to the cloud over many stories, kept small: what was denied, and which permissions were used. */
import { accountIdentities } from '../aws/account-roles';
import { deployingIn } from '../aws/deploying';
import type { GitOpsRepo } from '../gitops/gitops-repo';
import type { LambdaRepo } from '../lambda/lambda-repo';
import { callsOutside, unusedPermissions, type CallRecord, type UnusedPermission } from './identity/ledger';

export interface DeniedCall {
  readonly story: string;
  readonly job: string;
  readonly action: string;
  readonly why: string;
}

export class Calls {
  readonly denied: DeniedCall[] = [];
  private readonly used = new Map<string, CallRecord>();

  /** Takes the calls of a story. Where denials are meant, they are no finding. */
  add(story: { readonly title: string; readonly denied?: boolean }, calls: readonly CallRecord[]): void {
    for (const call of calls) {
      const key = JSON.stringify([call.account, call.role, call.grants]);
      if (call.grants.length > 0 && !this.used.has(key)) this.used.set(key, call);
    }
    if (story.denied === true) return;
    for (const { job = '', action, why } of callsOutside(calls))
      this.denied.push({ story: story.title, job, action, why });
  }

  /** What the emitted policies allow and no story needed. */
  unused({ model }: LambdaRepo | GitOpsRepo): UnusedPermission[] {
    return unusedPermissions(accountIdentities(model.platform, deployingIn([model])), [...this.used.values()]);
  }
}
