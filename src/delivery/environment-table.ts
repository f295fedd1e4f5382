import type { Script } from '../github/script';
import type { Environment, GitHubEnvironment, Platform } from '../model/platform';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** What a kind of repository adds to the table of the platform. */
export interface TableParts {
  /** Workflows of the repository: only GitHub environments that one of them uses are in its table. */
  readonly workflows: readonly string[];
  /** Assignments that belong to one environment, as lines of shell. */
  readonly settings: (environment: Environment) => readonly string[];
  /** What reading is held down to, as a word of shell. */
  readonly policy: string;
  /** Outputs beside those of every kind, as `name=value` of a here document. */
  readonly outputs: readonly string[];
}

/**
 * The table of the platform as a script: everything that belongs to a GitHub environment, as outputs of the step
 * that runs it. No workflow states an account, a region or a role.
 */
export function environmentTable(platform: Platform, parts: TableParts): Script {
  const used = platform.githubEnvironments.filter(({ usedBy }) =>
    usedBy.some((name) => parts.workflows.includes(name)),
  );
  const text = [
    ...HEADER,
    'case "$TARGET" in',
    ...used.map((gate) => gateRow(gate, platform, used)),
    `  *) echo "::error::The table has no GitHub environment \\"$TARGET\\"." && exit 1 ;;`,
    'esac',
    '',
    'case "$environment" in',
    ...platform.environments.flatMap((environment) => environmentRow(environment, parts)),
    'esac',
    '',
    '# Windows hold what is deployed by plan; nobody waits for one to read or to go back.',
    '[ "$access $urgent" = "deploy false" ] || windows=',
    '',
    '# For reading, the deploy role is held down by this session policy, unless there is a role for reading.',
    "policy=''",
    `[ "$access" != read ] || [ "$role" != "$read_role" ] || policy=${parts.policy}`,
    '[ "$access" != read ] || role=$read_role',
    '',
    ...outputs(platform, parts),
  ];
  return { name: 'environment', text: `${text.join('\n')}\n` };
}

const HEADER = [
  '#!/usr/bin/env bash',
  '# The one table: everything that belongs to a GitHub environment, as outputs of the step that runs this.',
  '# env: TARGET  name of a GitHub environment, such as prod-rollback',
  '# exit: 0 found, 1 the table has no such GitHub environment',
  'set -euo pipefail',
  '',
];

/** A protection is `name reviewers minutes branches`; a `-` stands for no reviewers, `;` between rows. */
function gateRow(gate: GitHubEnvironment, platform: Platform, used: readonly GitHubEnvironment[]): string {
  const { name, environment, access, approvals, chain, urgent } = gate;
  const rows = platform.githubEnvironments
    .filter((other) => chain.includes(other.name) || (used.includes(other) && isWayBeside(gate, other)))
    .map((row) => `${row.name} ${row.reviewers.join(',') || '-'} ${row.waitMinutes} ${row.branches.join(',')}`);
  const pause = platform.approval === 'pull-request' ? ` pause=${gate.pauseMinutes}` : '';
  const row = `environment=${environment} access=${access} urgent=${urgent} approvals=${approvals}${pause} chain='${chain.join(' ')}'`;
  return `  ${name}) ${row} protection='${rows.join(';')}' ;;`;
}

/**
 * Whether an unprotected `other` would be a way around this one: into the same account, from any branch. Going back in
 * an emergency asks for its own protection only.
 */
function isWayBeside(gate: GitHubEnvironment, other: GitHubEnvironment): boolean {
  const planned = gate.access === 'deploy' && !gate.urgent;
  return planned && other.environment === gate.environment && other.access !== 'none';
}

function environmentRow(environment: Environment, { settings }: TableParts): string[] {
  const { name, account, region, role, readRole, windows } = environment;
  const rows = windows.map(({ day, from, to }) => `${DAYS.indexOf(day) + 1} ${from} ${to}`).join(';');
  return [
    `  ${name})`,
    `    account=${account} region=${region}`,
    `    role=${role} read_role=${readRole ?? role}`,
    ...settings(environment).map((line) => `    ${line}`),
    `    windows='${rows}'`,
    '    ;;',
  ];
}

function outputs(platform: Platform, parts: TableParts): string[] {
  return [
    'cat << END >> "$GITHUB_OUTPUT"',
    ...['environment', 'account', 'region'].map((name) => `${name}=$${name}`),
    'role=arn:aws:iam::$account:role/$role',
    ...['policy', 'approvals', 'chain', 'protection', 'windows'].map((name) => `${name}=$${name}`),
    ...(platform.approval === 'pull-request' ? ['pause=$pause'] : []),
    ...parts.outputs,
    `timezone=${platform.timezone}`,
    `zone-label=${platform.timezoneLabel}`,
    `reserve=${platform.windowReserveMinutes}`,
    'END',
  ];
}
