import type { GitHubEnvironment } from '../model/platform';
import { shell, type Deploying } from './bootstrap-aws';

/** The part of the page that an engineer does in GitHub. */
export function githubSection({ name, platform, workflows }: Deploying): string[] {
  const used = platform.githubEnvironments.filter(({ usedBy }) => usedBy.some((each) => workflows.includes(each)));
  return [
    '## 1. GitHub: environments and who reviews',
    '',
    'Reviewers and wait timers need a public repository or GitHub Enterprise. Elsewhere GitHub ignores them in silence,',
    'so every promotion checks first and refuses: nothing is deployed unreviewed.',
    '',
    `The teams ${teamsOf(used)
      .map((team) => `\`${team}\``)
      .join(', ')} must exist in ${platform.owner} and have at least read access.`,
    '',
    '| GitHub environment | for | reviewers | wait | branches | used by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...used.map((gate) => row(gate, workflows)),
    '',
    ...used.flatMap((gate) => environmentSteps(gate, name, platform.owner)),
    'Worked: `gh api repos/' +
      `${platform.owner}/${name}` +
      "/environments --jq '.environments[].name'` lists them all.",
    '',
    '### Once for the repository',
    '',
    'Workflows get a token that reads; jobs ask for more where they need it. Actions must be pinned to a full commit:',
    '',
    ...shell(
      `gh api --method PUT repos/${platform.owner}/${name}/actions/permissions/workflow \\`,
      '  -f default_workflow_permissions=read -F can_approve_pull_request_reviews=false',
      `gh api --method PUT repos/${platform.owner}/${name}/actions/permissions \\`,
      '  -F enabled=true -f allowed_actions=all -F sha_pinning_required=true',
    ),
    'Require the check **All gates** on `main`, by a ruleset, with pull requests and at least one review.',
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
