/** What people type in a shell about tenants, carried out on the stage. */
import { deployTenant } from '../../model/gitops-deliveries';
import type { RunEnd, RunStart } from './running';
import type { TenantStage } from './tenant-stage';
import { dispatchTyped, wordsOf } from './typed';

/** `gh workflow run …`: GitHub starts the workflow, and whoever is asked approves. */
export function startTypedTenant(stage: TenantStage, line: string, start: RunStart = {}): Promise<RunEnd> {
  const { workflow, ref, inputs } = dispatchTyped(stage, line);
  const target = stage.delivery.chain.find(({ name }) => workflow === `${deployTenant(name)}.yml`);
  const approve = target === undefined ? {} : stage.delivery.approvals(target);
  return stage.run(workflow, { ref, approve, inputs, ...start });
}

/** `git …` in a checkout of the repository. What it prints. */
export function gitTyped({ parts }: TenantStage, line: string): string {
  const [program, ...args] = wordsOf(line);
  if (program !== 'git') throw new Error(`This is no command of git: ${line}`);
  return parts.workspace.type(...args);
}
