import { REASON, shell, title } from '../../delivery/runbook';
import { approvalWords } from '../../model/approval-words';
import { deployGate, promotions, type Environment } from '../../model/platform';
import type { SamModel } from '../sam-model';
import { failures } from './failures';
import {
  ask,
  ASKED,
  asksByPullRequest,
  fullName,
  lookLines,
  placesOf,
  proven,
  recordLines,
  start,
  timeOf,
  VERSION,
} from './runbook';

/** How to go back, for whoever is called at night. Emits `docs/runbooks/rollback.md`. */
export function rollbackPage(model: SamModel): string[] {
  const { platform } = model;
  return [
    `# Rollback of ${model.name}`,
    '',
    'Commands need `gh` signed in with write access to the repository and, where they begin with `aws`, a role that reads the',
    `account. Replace \`${VERSION}\` and the reason. ${proven(model)}`,
    '',
    ...decision(model),
    '## 1. See what runs',
    '',
    ...platform.environments.flatMap((each) => [`${title(each)}:`, '', ...shell(...lookLines(model, each))]),
    'See: the state of the stack and its tags `version`, `digest` and `run-id`, and the Lambda version behind the alias. A state',
    'that ends in `_FAILED`, and `ROLLBACK_COMPLETE` itself, is a half-failed stack: go on there.',
    '',
    '## 2. Go back',
    '',
    'Without a version it goes to the one that ran there before. Data stays as it is. Maintenance windows do not hold it.',
    '',
    ...platform.environments.flatMap((each) => goBack(model, each)),
    '## 3. Which failure it is',
    '',
    ...failures(model),
    ...records(model),
  ];
}

function decision(model: SamModel): string[] {
  const { platform } = model;
  const rows = platform.environments.map((each) => {
    const gate = deployGate(platform, each.name, 'rollback');
    const { stack } = placesOf(model, each);
    return `| ${title(each)} | ${each.account} | ${each.region} | \`${stack}\` | ${approvalWords(platform, gate)} |`;
  });
  return [
    '## When, and who decides',
    '',
    'Go back first and look for the cause later when callers meet errors that began with a deployment. A deployment whose',
    'verification or watch fails goes back by itself; its run is red and says so. Do not go back when the errors are older than',
    'the deployment, or when data is wrong and the code is right.',
    '',
    `Whoever is on duty starts it: write access to ${fullName(model)} is enough. It is approved by:`,
    '',
    '| Environment | Account | Region | Stack | Approved by |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}

function goBack(model: SamModel, environment: Environment): string[] {
  const gate = deployGate(model.platform, environment.name, 'rollback');
  const inputs = { environment: environment.name, reason: REASON };
  const wayBack = (fields: Readonly<Record<string, string>>): readonly string[] =>
    asksByPullRequest(model) ? ask(model, 'rollback', fields) : start(model, 'rollback.yml', fields);
  return [
    `### ${title(environment)}`,
    '',
    ...(asksByPullRequest(model) ? [ASKED, ''] : []),
    ...shell(...wayBack(inputs)),
    'To a version that you name, as far back as releases go:',
    '',
    ...shell(...wayBack({ ...inputs, target_version: VERSION })),
    `See: the run is green, its summary begins with \`Rollback of\`, and the alias serves the version. Approval: ${approvalWords(model.platform, gate)}.`,
    `Time: ${timeOf(environment, gate)}`,
    '',
  ];
}

function records(model: SamModel): string[] {
  const soaked = promotions(model.platform).filter(({ source }) => source.soakHours > 0);
  const again = soaked.map(({ source, target }) => {
    return `- A rollback in ${title(source)} starts its time anew: what came back must run ${source.soakHours} h before it goes to ${title(target)}.`;
  });
  return [
    '## 4. Records, and what comes after',
    '',
    'The release of the version keeps who went back, from what, to what, when, approved by whom, and why; the runs keep the logs.',
    '',
    ...shell(...recordLines(model, 'rollback.yml')),
    'See: a JSON record with `"action":"rollback"`, and the newest runs with their outcome. An alias',
    '`rollback-checkpoint-RUN` in the account remembers what ran before.',
    '',
    ...again,
    '- Mend the cause on `main`: the next push is built, and goes the whole way again. The version that was left stays in the releases.',
    '',
  ];
}
