/** Many tenants at once, as people start it. */
import { BULK_OPERATIONS, bulkEnvironments } from '../../model/gitops-deliveries';
import { deployGate } from '../../model/platform';
import { approvalsFor } from './people';
import type { RunEnd, RunStart } from './running';
import type { TenantStage } from './tenant-stage';

/** What a person chooses. */
export interface BulkChoice {
  readonly environment: string;
  readonly operation: 'validate' | 'plan' | 'apply' | 'restart-service' | 'release-lock';
  /** all, names or patterns. */
  readonly tenants: string;
  /** Digest of the list that was seen. @default - none is typed */
  readonly digest?: string;
}

/** Starts an operation that everybody approves who is asked. */
export function bulk(stage: TenantStage, choice: BulkChoice, start: RunStart = {}): Promise<RunEnd> {
  const { environment, operation, tenants, digest = '' } = choice;
  const { platform } = stage.parts.project.model;
  const gate = deployGate(platform, environment, BULK_OPERATIONS);
  const inputs = { environment: gate.name, operation, tenants, list_digest: digest };
  const approve = approvalsFor(platform, gate);
  return stage.run(`${BULK_OPERATIONS}.yml`, { approve, ...start, inputs: { ...inputs, ...start.inputs } });
}

/** Looks at a list, then does with it what was chosen, by the digest that was shown. */
export async function seenBulk(stage: TenantStage, choice: BulkChoice, start: RunStart = {}): Promise<RunEnd> {
  return bulk(stage, { ...choice, digest: digestIn(await bulk(stage, choice)) }, start);
}

/** The digest of a list, as a run has shown it. */
export function digestIn({ printed }: RunEnd): string {
  return /digest of the list: ([0-9a-f]{64})\./.exec(printed)?.[1] ?? 'none was shown';
}

/** The list that a run gives to be pasted into the next one, below that heading. */
export function listIn({ printed }: RunEnd, heading: string): string {
  const [, below = ''] = printed.split(`**${heading}`);
  return /\n {4}(\S.*)/.exec(below)?.[1]?.trim() ?? '';
}

/** The environments that it may go to: one after the other, as they are promoted. */
export function bulkPlaces({ parts }: TenantStage): { readonly first: string; readonly approved: string } {
  const { platform } = parts.project.model;
  const all = bulkEnvironments(platform);
  const asking = all.find((name) => deployGate(platform, name, BULK_OPERATIONS).reviewers.length > 0);
  return { first: all[0] ?? '', approved: asking ?? '' };
}
