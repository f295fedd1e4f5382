/** Who approves what a workflow does. */
import { approvalWords, reviewersOf } from '../../model/approval-words';
import type { GitHubEnvironment, Platform } from '../../model/platform';
import type { Workflow } from '../../verify/read/model';
import type { Finding } from '../../verify/verify';

/** GitHub environments by which an emitted workflow deploys, as the platform table has them. */
export function gatesOf({ githubEnvironments }: Platform, workflow: string): GitHubEnvironment[] {
  return githubEnvironments.filter(({ usedBy, access }) => access === 'deploy' && usedBy.includes(workflow));
}

export function generatedApprovals(platform: Platform, workflow: string): string[] {
  return gatesOf(platform, workflow).map(
    (gate) => `${gate.environment.toUpperCase()}: ${approvalWords(platform, gate)}`,
  );
}

/** Environments of jobs, with the reviewers whom the platform table names for them; defects say where nobody is asked. */
export function ownApprovals({ jobs }: Workflow, platform: Platform, defects: readonly Finding[]): string[] {
  const names = [...new Set(jobs.flatMap(({ environment }) => environment?.text ?? []))];
  const asked = names.map((name) => {
    if (name.includes('${{')) return 'whoever reviews the GitHub environment that the form names';
    return `\`${name}\`: ${reviewersOf(platform, name)}, where GitHub is set up as the platform table says`;
  });
  const past = defects.filter(({ id }) => id === 'D06');
  const limits = past.map(({ line }) => `**not binding: D06, line ${line}**`);
  return asked.length + limits.length === 0 ? ['nobody'] : [...asked, ...limits];
}
