import { REQUIRED_CHECK } from '../delivery/required-check';
import type { GitHubEnvironment, Platform } from '../model/platform';
import type { DirectCommits, RepositorySettings } from '../model/repository-settings';
import { shell, type Deploying } from './bootstrap-aws';

/** The part of the page that an engineer does in GitHub. */
export function githubSection({ name, platform, workflows, settings }: Deploying): string[] {
  const used = platform.githubEnvironments.filter(({ usedBy }) => usedBy.some((each) => workflows.includes(each)));
  return [
    '## 1. GitHub: environments and who reviews',
    '',
    'One command sets all of this section, from the same table, and says what it cannot set:',
    '',
    ...shell(
      'export GITHUB_TOKEN=$(gh auth token)',
      `npx projen-fleet environments plan ${name}`,
      `npx projen-fleet environments apply ${name}`,
    ),
    `Worked: \`npx projen-fleet environments check ${name}\` says that everything is as defined. The rest of this section`,
    'is the same by hand.',
    '',
    ...askingSteps(platform, used),
    '| GitHub environment | for | reviewers | wait | branches | used by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...used.map((gate) => row(gate, workflows)),
    '',
    ...used.flatMap((gate) => environmentSteps(gate, name, platform.owner)),
    'Worked: `gh api repos/' +
      `${platform.owner}/${name}` +
      "/environments --jq '.environments[].name'` lists them all.",
    '',
    ...repositorySteps(name, platform.owner, settings),
  ];
}

/** What is set once, for all environments. */
function repositorySteps(name: string, owner: string, settings: RepositorySettings): string[] {
  return [
    '### Once for the repository',
    '',
    'Workflows get a token that reads; jobs ask for more where they need it. Actions must be pinned to a full commit:',
    '',
    ...shell(
      `gh api --method PUT repos/${owner}/${name}/actions/permissions/workflow \\`,
      '  -f default_workflow_permissions=read -F can_approve_pull_request_reviews=false',
      `gh api --method PUT repos/${owner}/${name}/actions/permissions \\`,
      `  -F enabled=true -f allowed_actions=all -F sha_pinning_required=${settings.shaPinning}`,
    ),
    `Require the check **${REQUIRED_CHECK}**, as GitHub Actions reports it, on \`main\`, by a ruleset with pull requests and`,
    `reviews (at least ${settings.reviews}), that lets nobody delete or overwrite the branch.`,
    ...directCommits(settings.directCommits),
    '',
  ];
}

/** Whom the ruleset must let past it. */
function directCommits(all: readonly DirectCommits[]): string[] {
  if (all.length === 0) return [];
  const names = all.map((each) => (each.kind === 'deploy-keys' ? 'deploy keys' : `${each.kind} \`${each.name}\``));
  return [`It lets ${names.join(', ')} past it, who commit to \`main\` directly.`];
}

/** Who is asked, and what that needs. */
function askingSteps({ approval, owner }: Platform, used: readonly GitHubEnvironment[]): string[] {
  if (approval === 'pull-request')
    return [
      'Nobody reviews in these environments: a promotion or a rollback is asked for by a pull request that changes',
      '`.github/releases/{environment}.json`, and the job that deploys counts who approved it there.',
      '',
    ];
  const teams = teamsOf(used).map((team) => `\`${team}\``);
  return [
    'Reviewers and wait timers need a public repository or GitHub Enterprise; on other plans GitHub refuses them. Every',
    'promotion checks first and refuses without them: nothing is deployed unreviewed. Where the plan has none, the platform',
    "table takes `approval: 'pull-request'`.",
    '',
    `The teams ${teams.join(', ')} must exist in ${owner} and have at least read access.`,
    '',
  ];
}

function teamsOf(used: readonly GitHubEnvironment[]): string[] {
  return [...new Set(used.flatMap(({ reviewers }) => reviewers))];
}

function row(gate: GitHubEnvironment, workflows: readonly string[]): string {
  const reviewers = gate.reviewers.length === 0 ? 'none' : `one of ${gate.reviewers.join(', ')}`;
  const purpose = { deploy: 'deploying', read: 'reading', none: 'approving' }[gate.access];
  const usedBy = gate.usedBy.filter((workflow) => workflows.includes(workflow));
  const cells = [`\`${gate.name}\``, `${purpose}, ${gate.environment.toUpperCase()}`, reviewers];
  return `| ${[...cells, `${gate.waitMinutes} min`, gate.branches.join(', '), usedBy.join(', ')].join(' | ')} |`;
}

function environmentSteps(gate: GitHubEnvironment, repository: string, owner: string): string[] {
  const path = `repos/${owner}/${repository}/environments/${gate.name}`;
  const reviewers = gate.reviewers.map(
    (team) => `{"type": "Team", "id": $(gh api orgs/${owner}/teams/${team} --jq .id)}`,
  );
  return shell(
    `gh api --method PUT ${path} --input - <<END`,
    `{"wait_timer": ${gate.waitMinutes}, "prevent_self_review": ${gate.reviewers.length > 0}, "can_admins_bypass": false, "reviewers": [${reviewers.join(', ')}],`,
    ` "deployment_branch_policy": {"protected_branches": false, "custom_branch_policies": true}}`,
    'END',
    ...gate.branches.map((branch) => `gh api --method POST ${path}/deployment-branch-policies -f name='${branch}'`),
  );
}
