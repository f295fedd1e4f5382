import { runsLine, shell, title } from '../../delivery/runbook';
import { approvalWords, windowWords } from '../../model/approval-words';
import type { GitOpsModel } from '../../model/gitops';
import { deployTenant } from '../../model/gitops-deliveries';
import { firstEnvironment, promotions, type Environment } from '../../model/platform';
import { TENANT } from '../told-workflows';
import {
  applyLines,
  digestLines,
  emergencyLines,
  fullName,
  gateOf,
  planLines,
  stateOf,
  tagLines,
  targets,
  timeOf,
} from './tenant-runbook';

/** How a tenant goes on from environment to environment. Emits `docs/runbooks/promotion.md`. */
export function promotionPage(model: GitOpsModel): string[] {
  return [
    `# Promotion of a tenant of ${model.name}`,
    '',
    `Each environment has its values in \`${model.tenantsFolder}/${TENANT}/<environment>.tfvars\`; code and modules are the same for all, and go on`,
    `only after the environment before has applied them. Replace \`${TENANT}\` and other words in capitals. Each command here is executed`,
    'when the workflows are rehearsed.',
    '',
    ...conditions(model),
    '## 1. Merge',
    '',
    'Open a pull request with values and code; `validate-tenant-config` checks them, and `main` once more. Nothing is deployed by a merge.',
    `In ${title(firstEnvironment(model.platform))} people deploy by a workflow of their own: the README has its line.`,
    '',
    ...targets(model).flatMap((target, i) => step(model, target, i + 2)),
    ...refusals(),
    ...after(model),
  ];
}

/** The environment whose deployment proves the code; undefined where people deploy by a workflow of their own. */
function proving(model: GitOpsModel, target: Environment): Environment | undefined {
  return targets(model).find(({ name }) => name === target.follows);
}

function conditions(model: GitOpsModel): string[] {
  const { platform } = model;
  const rows = promotions(platform).map(({ target }) => {
    const proof = proving(model, target);
    const { bucket, key } = stateOf(model, target);
    const cells = [
      title(target),
      proof === undefined ? 'a tenant without a finding' : `${title(proof)} has applied the same code and modules`,
      approvalWords(platform, gateOf(model, target)),
      windowWords(platform, target) || 'always',
    ];
    return `| ${[...cells, target.account, target.region, `\`s3://${bucket}/${key}\``].join(' | ')} |`;
  });
  return [
    '## When, and who decides',
    '',
    'Whoever has write access starts it; people approve the plan that the run has shown.',
    '',
    '| To | Proof | Approved by | Window | Account | Region | State |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}

function step(model: GitOpsModel, target: Environment, place: number): string[] {
  const proof = proving(model, target);
  const proven =
    proof === undefined ? [] : [`What ${title(proof)} has applied, the newest last:`, '', ...tagLines(model, proof)];
  return [
    `## ${place}. ${title(target)}`,
    '',
    ...proven,
    'Look at the plan; nothing is changed, and nobody is asked:',
    '',
    ...planLines(model, target),
    'Apply. The run makes a new plan, shows it, asks, and applies exactly that one:',
    '',
    ...applyLines(model, target),
    ...digestLines(model, target),
    ...emergencyLines(model, target),
    'See: the summary lists what would change; then GitHub asks. After it `is stable, and all its targets are healthy`, and there is',
    `a tag. ${timeOf(gateOf(model, target))}`,
    '',
  ];
}

function refusals(): string[] {
  return [
    '## When it is refused',
    '',
    'The last lines of the red job say what is wrong and what to do.',
    '',
    '| It says | Do |',
    '| --- | --- |',
    '| a finding, `V01` to `V22` | mend the file and line that it names, on `main` |',
    '| the environment before has not applied this code | deploy the tenant there first; only variable files may be newer |',
    '| these hold data and would be replaced or destroyed | look, then start again with the digest; or change the code |',
    '| the plan is stale | somebody else deployed: start a new run, and look at its plan |',
    '| the state is locked, has no state, stopped on the way | [rollback.md](rollback.md) |',
    '| no maintenance window is open | approve within the window that it names, or start again then |',
    '| too few people, or who started it | let others approve; a re-run needs fresh approvals |',
    '',
  ];
}

function after(model: GitOpsModel): string[] {
  const last = targets(model).at(-1);
  if (last === undefined) return [];
  return [
    '## After it',
    '',
    'Nothing goes back by itself. When the tenant serves worse, go back by hand: [rollback.md](rollback.md).',
    '',
    ...shell(runsLine(fullName(model), `${deployTenant(last.name)}.yml`)),
    'See: the newest runs with their outcome.',
    '',
  ];
}
