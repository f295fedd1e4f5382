import { shell, title } from '../../delivery/runbook';
import { dispatchCommand, shellWord } from '../../github/dispatch-command';
import type { GitOpsModel } from '../../model/gitops';
import { firstEnvironment } from '../../model/platform';
import { TENANT } from '../told-workflows';
import { applyLines, forEach, fullName, planLines, targets } from './tenant-runbook';

/** What to do when tenants are not as main says. Emits `docs/runbooks/drift.md`. */
export function driftPage(model: GitOpsModel): string[] {
  return [
    `# Drift of the tenants of ${model.name}`,
    '',
    'A tenant drifts when what is in its account is not what `main` says: somebody changed it by hand, a deployment stopped on the',
    `way, or a change was merged and not deployed. Replace \`${TENANT}\`. Each command here is executed when the workflows are rehearsed.`,
    '',
    ...when(model),
    ...look(model),
    ...putRight(model),
    ...ignored(model),
    ...unknown(),
  ];
}

function when({ drift, platform }: GitOpsModel): string[] {
  return [
    '## When, and who decides',
    '',
    `\`drift-detection\` looks by schedule (\`${drift.schedule}\` UTC) at those whose turn it is, and within ${drift.periodHours} hours at each tenant of`,
    `${platform.environments.map(title).join(', ')}. It plans with a role that reads, takes no lock, asks nobody and **never changes a tenant**.`,
    'Whoever looks after the tenant decides which side is right.',
    '',
  ];
}

function look(model: GitOpsModel): string[] {
  const repository = fullName(model);
  const workflow = 'drift-detection.yml';
  const issues = shellWord(`repos/${repository}/issues?state=open&labels=drift`);
  return [
    '## 1. Look',
    '',
    'All tenants now, without waiting for their turn:',
    '',
    ...shell(dispatchCommand({ repository, workflow })),
    'One tenant in one environment:',
    '',
    ...forEach(model.platform.environments, ({ name }) =>
      shell(dispatchCommand({ repository, workflow, inputs: { environment: name, tenants: TENANT } })),
    ),
    'See: the summary counts those that are as `main` says, that drift, that are locked or not deployed, and that could not be looked at.',
    'Only the last make the run red. Each environment with drift has one open issue:',
    '',
    ...shell(`gh api ${issues} --jq '.[] | [.html_url, .title] | @tsv'`),
    'See: its table names tenant, since when, and what Terraform would do. Values are not shown, since they may be secret.',
    '',
  ];
}

function putRight(model: GitOpsModel): string[] {
  return [
    '## 2. Put it right',
    '',
    '**`main` is right.** Look at the plan, which undoes what was done by hand, and apply it:',
    '',
    ...forEach(targets(model), (each) => [...planLines(model, each), ...applyLines(model, each)]),
    `${title(firstEnvironment(model.platform))}: by the workflow that people keep; the README has its line.`,
    '',
    '**What is there is right.** Write it into `main` by a pull request; the plan then says `No changes`, or what is left.',
    '',
    'Then look at the tenant again as above. See: its row is gone; with the last row the issue is closed.',
    '',
  ];
}

function ignored({ drift, name }: GitOpsModel): string[] {
  const rows = drift.ignore.map(
    ({ address, attribute, reason }) => `| \`${address}\` | \`${attribute}\` | ${reason} |`,
  );
  return [
    '## 3. What is no drift',
    '',
    `What differs every day and means nothing is told in \`drift.ignore\` of \`repos/${name}.ts\`, with the reason. Now that is:`,
    '',
    ...(rows.length === 0 ? ['nothing.'] : ['| Address | Attribute | Reason |', '| --- | --- | --- |', ...rows]),
    '',
  ];
}

function unknown(): string[] {
  return [
    '## 4. What is not known',
    '',
    '| It says | Do |',
    '| --- | --- |',
    '| locked | somebody deploys it: look again later. Still locked: [rollback.md](rollback.md), Lost lock |',
    '| Terraform could not plan it | mend what it names, on `main`; other tenants are looked at all the same |',
    '| not reached | the job broke off: look at that tenant again |',
    '| not deployed | nothing is there; deploy it, or take its values out of `main` |',
    '',
    'None of these is called clean: what was known of a tenant before stays in the issue.',
    '',
  ];
}
