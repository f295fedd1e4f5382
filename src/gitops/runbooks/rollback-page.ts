import { runsLine, shell, title } from '../../delivery/runbook';
import { approvalWords, windowWords } from '../../model/approval-words';
import type { GitOpsModel } from '../../model/gitops';
import { deployTenant } from '../../model/gitops-deliveries';
import { firstEnvironment, type Environment } from '../../model/platform';
import { TENANT } from '../told-workflows';
import { failures } from './failures';
import {
  applyLines,
  digestLines,
  emergencyLines,
  forEach,
  fullName,
  gateOf,
  OBJECT,
  planLines,
  recordLines,
  stateOf,
  tagLines,
  targets,
  timeOf,
} from './tenant-runbook';

/** How a tenant goes back, for whoever is called at night. Emits `docs/runbooks/rollback.md`. */
export function rollbackPage(model: GitOpsModel): string[] {
  return [
    `# Rollback of a tenant of ${model.name}`,
    '',
    'A tenant goes back by a commit on `main` that reverts the change, and by the same workflow as any change. Commands need a',
    'checkout, `gh` signed in with write access to the repository and, where they begin with `aws`, an administrator of the',
    `account. Replace \`${TENANT}\` and other words in capitals. Each command here is executed when the workflows are rehearsed.`,
    '',
    ...decision(model),
    '## 1. See what was deployed',
    '',
    ...forEach(targets(model), (each) => tagLines(model, each)),
    `See: a tag for each deployment that succeeded, the last part of its name is the run, and its \`${OBJECT}\`. What one was:`,
    '',
    ...recordLines(model),
    'See: commit, digest of the changes, who started and approved it.',
    '',
    ...revert(model),
    '## 3. Take it there',
    '',
    ...targets(model).flatMap((each) => goBack(model, each)),
    ...first(model),
    '## 4. Which failure it is',
    '',
    ...failures(model),
    ...records(model),
  ];
}

function decision(model: GitOpsModel): string[] {
  const { platform } = model;
  const rows = targets(model).map((each) => {
    const { bucket, key } = stateOf(model, each);
    const cells = [title(each), each.account, each.region, `\`s3://${bucket}/${key}\``];
    return `| ${[...cells, approvalWords(platform, gateOf(model, each)), windowWords(platform, each) || 'always'].join(' | ')} |`;
  });
  return [
    '## When, and who decides',
    '',
    'Go back when a tenant serves worse since a deployment, and look for the cause later. Do not when the trouble is older than',
    'the deployment, or when data is wrong and the infrastructure is right.',
    '',
    `Whoever is on duty starts it: write access to ${fullName(model)} is enough. It is approved by:`,
    '',
    '| Environment | Account | Region | State | Approved by | Window |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    'What goes back: what Terraform made of the tenant. **What stays: what is in the database and on EFS, and every other tenant.**',
    'A reverted module reaches a tenant when that tenant is deployed again, not before.',
    '',
  ];
}

function revert({ tenantsFolder, modulesFolder }: GitOpsModel): string[] {
  return [
    '## 2. Revert the change on main',
    '',
    ...shell(
      'git fetch origin main',
      `git switch --create revert-${TENANT} origin/main`,
      `git log --oneline -5 -- ${tenantsFolder}/${TENANT} ${modulesFolder}`,
    ),
    'See: the newest commits of the tenant and the modules. Take the one that is wrong for `COMMIT`, or several, the newest first:',
    '',
    ...shell('git revert --no-edit COMMIT', `git push origin revert-${TENANT}`),
    'See: `[revert-…]`, and GitHub names the page of the pull request. Open it, let `All gates` pass, and merge it.',
    '',
  ];
}

function goBack(model: GitOpsModel, target: Environment): string[] {
  const { platform } = model;
  return [
    `### ${title(target)}`,
    '',
    ...proofNote(model, target),
    'Look at the plan first: it should undo what the deployment did, and nothing else.',
    '',
    ...planLines(model, target),
    'Then apply:',
    '',
    ...applyLines(model, target),
    ...digestLines(model, target),
    ...emergencyLines(model, target),
    'See: the run is green, `is stable, and all its targets are healthy`, and there is a new tag.',
    `Approval: ${approvalWords(platform, gateOf(model, target))}. ${timeOf(gateOf(model, target))}`,
    '',
  ];
}

/** Where another environment has to prove the code, a revert of code goes there first. */
function proofNote(model: GitOpsModel, target: Environment): string[] {
  const before = targets(model).find(({ name }) => name === target.follows);
  if (before === undefined) return [];
  return [
    `Reverted values (\`${target.name}.tfvars\`) go straight to ${title(target)}. Reverted code of the tenant or of a module is refused`,
    `until ${title(before)} has applied it: go back there first, in an incident, too.`,
    '',
  ];
}

/** The environment into which people deploy by a workflow of their own. */
function first({ platform, ownWorkflows }: GitOpsModel): string[] {
  const environment = firstEnvironment(platform);
  const workflow = ownWorkflows.map((file) => `\`${file}\``).join(', ') || 'the workflow that people keep';
  return [
    `### ${title(environment)}`,
    '',
    `Here people deploy by ${workflow}. Once the revert is merged, start it again; the README has its line, and says what limits it.`,
    '',
  ];
}

function records(model: GitOpsModel): string[] {
  return [
    '## 5. Records, and what comes after',
    '',
    'Git keeps the revert, its tag who deployed it, when, approved by whom; the runs keep the logs.',
    '',
    ...forEach(targets(model), (each) => shell(runsLine(fullName(model), `${deployTenant(each.name)}.yml`))),
    'See: the newest runs with their outcome. Mend the cause on `main`; it goes the whole way again ([promotion.md](promotion.md)).',
    '',
  ];
}
