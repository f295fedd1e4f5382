import { shell, title } from '../../delivery/runbook';
import { shellWord } from '../../github/dispatch-command';
import type { GitOpsModel } from '../../model/gitops';
import { BULK_OPERATIONS, bulkEnvironments } from '../../model/gitops-deliveries';
import { firstEnvironment, type Environment } from '../../model/platform';
import { TENANT } from '../told-workflows';
import { applyLines, forEach, planLines, releaseLines, stateOf, targets } from './tenant-runbook';

/** Each kind of failure: what a person sees, and what helps. */
export function failures(model: GitOpsModel): string[] {
  return [...badCode(model), ...badData(), ...halfFailed(model), ...lostLock(model), ...lostState(model)];
}

function badCode({ modulesFolder }: GitOpsModel): string[] {
  return [
    '### Bad values, bad code, bad module',
    '',
    `The run is green and the tenant serves worse: go back as above. A module in \`${modulesFolder}/\` is shared: after its revert deploy`,
    'each tenant again that had got it; `drift-detection` names those that are not as `main` says ([drift.md](drift.md)).',
    '',
    'A plan that is refused has changed nothing: mend what its last lines name.',
    '',
  ];
}

function badData(): string[] {
  return [
    '### Bad data',
    '',
    'Going back does not bring back what was in the database or on EFS; a plan that would replace or destroy either is refused until it',
    'is started with its digest. Go back first if the running code goes on damaging data. The owner of the tenant then decides between a point-in-time copy and a correction; both are work on the data, not of this repository.',
    '',
  ];
}

function halfFailed(model: GitOpsModel): string[] {
  return [
    '### Half-failed apply',
    '',
    '`Terraform stopped on the way`, or the tenant `does not serve`: what was done is in the state, and nothing is undone by itself.',
    'Mend the cause that the log names, or revert the change as above. A new plan has what is left:',
    '',
    ...forEach(targets(model), (each) => [...planLines(model, each), ...applyLines(model, each)]),
    'See: the plan lists what is missing or has to go; after it is applied, a further plan says `No changes`.',
    '',
  ];
}

function lostLock(model: GitOpsModel): string[] {
  return [
    '### Lost lock',
    '',
    '`The state is locked`, and the message names who, since when, and whether that run still goes on. Wait for a run that does; ask a',
    'person who is named. Only when it says that the run **is over**:',
    '',
    ...forEach(targets(model), (each) => releaseLines(model, each)),
    ...firstLock(model),
    'See: `Lock released`. It is approved like a deployment, and refused when somebody else holds the lock by then. What the dead run',
    'had done is in the state: plan, look, and apply as for a half-failed apply.',
    '',
  ];
}

/** Where no workflow deploys a single tenant, the one for many releases its lock. */
function firstLock({ platform }: GitOpsModel): string[] {
  const first = firstEnvironment(platform);
  if (!bulkEnvironments(platform).includes(first.name)) return [];
  return [
    `${title(first)}: start \`${BULK_OPERATIONS}\` with operation \`release-lock\` and the name of the tenant, then again with the digest that it shows;`,
    'the README has the form.',
    '',
  ];
}

function lostState(model: GitOpsModel): string[] {
  return [
    '### State: lost, or wrong',
    '',
    '`is there …, but it has no state`: do not deploy, which would create all of it again. The bucket keeps earlier versions:',
    '',
    ...forEach(model.platform.environments, (each) => versionLines(model, each)),
    'Take the newest that is right for `STATE_VERSION`. Make sure that nobody deploys the tenant meanwhile; then put it back, which makes a new version:',
    '',
    ...forEach(model.platform.environments, (each) => restoreLines(model, each)),
    `See: a plan that says \`No changes\`, or lists only what is really different. In ${targets(model).map(title).join(' and ')} start it as above.`,
    '',
    `\`The state could not be saved\`: the log names where it is kept, below \`${model.state.plansPrefix}${TENANT}/\`. Copy that object in the same way, without`,
    '`?versionId=…`.',
    '',
  ];
}

function versionLines(model: GitOpsModel, environment: Environment): string[] {
  const { bucket, key } = stateOf(model, environment);
  const query = `--query "Versions[?Key=='${key}'].[VersionId, LastModified]" --output text`;
  return shell(
    `aws s3api list-object-versions --bucket ${bucket} --prefix ${key} --region ${environment.region} ${query}`,
  );
}

/** The table knows the digest of what was written last, and Terraform refuses any other state until it is forgotten. */
function restoreLines(model: GitOpsModel, environment: Environment): string[] {
  const { bucket, key, table } = stateOf(model, environment);
  const region = `--region ${environment.region}`;
  const id = shellWord(JSON.stringify({ LockID: { S: `${bucket}/${key}-md5` } }));
  return shell(
    `aws s3api copy-object --bucket ${bucket} --key ${key} --copy-source '${bucket}/${key}?versionId=STATE_VERSION' ${region}`,
    ...(table === undefined ? [] : [`aws dynamodb delete-item --table-name ${table} --key ${id} ${region}`]),
  );
}
