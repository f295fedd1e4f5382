import { shell, title } from '../../delivery/runbook';
import { firstEnvironment } from '../../model/platform';
import type { SamModel } from '../sam-model';
import { placesOf, start } from './runbook';

/** Each kind of failure: what a person sees, and what helps. */
export function failures(model: SamModel): string[] {
  return [...badCode(), ...badTemplate(), ...halfFailed(model), ...badData(model), ...state(model)];
}

function badCode(): string[] {
  return [
    '### Bad code',
    '',
    'Errors or wrong answers since a deployment, and the stack is `UPDATE_COMPLETE`. Go back as above. When the version before',
    'is bad, too, name an older one: a refusal lists those that ran there and passed.',
    '',
  ];
}

function badTemplate(): string[] {
  return [
    '### Bad template',
    '',
    'CloudFormation undoes an update that it cannot make: the run is red, the stack `UPDATE_ROLLBACK_COMPLETE`, and callers never',
    'met the version. Nothing is to be done but to mend the template. A template that was applied and is wrong goes back as',
    'above. A rollback is refused, with the list, when the older template lacks a resource that holds data: deploy a new version',
    'that keeps it.',
    '',
  ];
}

function halfFailed(model: SamModel): string[] {
  // A block for each, so that nobody pastes a line for another environment along.
  const blocks = (command: string, flags = ''): string[] =>
    model.platform.environments.flatMap((each) => [
      `${title(each)}:`,
      '',
      ...shell(`${command} --stack-name ${placesOf(model, each).stack} --region ${each.region}${flags}`),
    ]);
  return [
    '### Half-failed stack',
    '',
    'Every workflow leaves such a stack alone, and says its state. Read what failed:',
    '',
    ...blocks('aws cloudformation describe-stack-events', ' --max-items 10 --output table'),
    '`UPDATE_ROLLBACK_FAILED`: neither the update nor its undoing worked. Mend the resource that the events name, then, for the environment',
    'that is meant (this changes the account, so it needs an administrator):',
    '',
    ...blocks('aws cloudformation continue-update-rollback'),
    'See: the stack becomes `UPDATE_ROLLBACK_COMPLETE`, and serves what ran before. Go back as above if that is wrong.',
    '',
    '`ROLLBACK_COMPLETE`, `CREATE_FAILED` or `REVIEW_IN_PROGRESS` with nothing running: the first creation failed, nothing ever ran. Remove',
    'the empty stack, then deploy again. **Never for a stack that has served callers.**',
    '',
    ...blocks('aws cloudformation delete-stack'),
    'See: `describe-stacks` says that the stack does not exist.',
    '',
    '`UPDATE_IN_PROGRESS`: a deployment works on it. Wait; a run of this workflow that starts meanwhile is refused and can be started again.',
    '',
  ];
}

function badData({ packaging }: SamModel): string[] {
  const record = packaging.recordsTable === undefined ? '' : ' The table of records is no copy of data.';
  return [
    '### Bad data',
    '',
    'A rollback never touches data. Go back first if the running code goes on damaging it. The owner of the table then decides between',
    `a point-in-time copy and a correction; both are work on the table, not of this repository.${record} Note time and version of the`,
    'first wrong write in the reason of the rollback: they bound what must be looked at.',
    '',
  ];
}

function state(model: SamModel): string[] {
  const first = firstEnvironment(model.platform);
  return [
    '### State: alias or stack changed by hand',
    '',
    'The stack and its aliases are the only state. When the alias leads elsewhere than the tags of the stack say, somebody moved it.',
    'Deploying the same code again publishes no new Lambda version, and moves the alias back:',
    '',
    `${title(first)}:`,
    '',
    ...shell(...start(model, `deploy-${first.name}.yml`)),
    'See: the run is green, and the alias serves what the tags name. Elsewhere, go back to the version before and promote again.',
    '',
  ];
}
