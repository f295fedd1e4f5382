import type { Script } from '../github/script';
import { nameIn, type SamPackaging } from '../model/lambda';
import type { Environment, GitHubEnvironment, Platform } from '../model/platform';
import { readSessionPolicy } from './read-session-policy';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/**
 * The table of the platform as a script: everything that belongs to a GitHub environment, as outputs of the step
 * that runs it. No workflow states an account, a region or a role.
 */
export function environmentScript(platform: Platform, packaging: SamPackaging, workflows: readonly string[]): Script {
  const used = platform.githubEnvironments.filter(({ usedBy }) => usedBy.some((name) => workflows.includes(name)));
  const text = [
    ...HEADER,
    'case "$TARGET" in',
    ...used.map((gate) => gateRow(gate, platform, used)),
    `  *) echo "::error::The table has no GitHub environment \\"$TARGET\\"." && exit 1 ;;`,
    'esac',
    '',
    'case "$environment" in',
    ...platform.environments.flatMap(environmentRow),
    'esac',
    '',
    '# Windows hold what is deployed by plan; nobody waits for one to read or to go back.',
    '[ "$access $urgent" = "deploy false" ] || windows=',
    '',
    '# For reading, the deploy role is held down by this session policy, unless there is a role for reading.',
    "policy=''",
    `[ "$access" != read ] || [ "$role" != "$read_role" ] || policy='${JSON.stringify(readSessionPolicy())}'`,
    '[ "$access" != read ] || role=$read_role',
    '',
    ...outputs(platform, packaging),
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
  const row = `environment=${environment} access=${access} urgent=${urgent} approvals=${approvals} chain='${chain.join(' ')}'`;
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

function environmentRow(environment: Environment): string[] {
  const { name, account, region, role, readRole, soakHours, stability, watch, windows } = environment;
  const rows = windows.map(({ day, from, to }) => `${DAYS.indexOf(day) + 1} ${from} ${to}`).join(';');
  const gate = `soak_hours=${soakHours} stability_hours=${stability?.hours ?? 0} error_limit=${stability?.errorLimit ?? 0}`;
  const limits = `watch_errors=${watch?.errorLimit ?? 0} watch_throttles=${watch?.throttleLimit ?? 0}`;
  return [
    `  ${name})`,
    `    account=${account} region=${region}`,
    `    role=${role} read_role=${readRole ?? role}`,
    `    ${gate}`,
    `    watch_minutes=${watch?.minutes ?? 0} ${limits}`,
    `    windows='${rows}'`,
    '    ;;',
  ];
}

function outputs(platform: Platform, { stack, alias, functions, tags }: SamPackaging): string[] {
  const inShell = (pattern: string): string => nameIn(pattern, '${environment}');
  const pairs = functions.map(({ logicalId, name }) => `${logicalId}=${inShell(name)}`).join(' ');
  const tagPairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [
    'cat << END >> "$GITHUB_OUTPUT"',
    ...['environment', 'account', 'region'].map((name) => `${name}=$${name}`),
    'role=arn:aws:iam::$account:role/$role',
    ...['policy', 'approvals', 'chain', 'protection', 'windows'].map((name) => `${name}=$${name}`),
    ...['soak', 'stability'].map((name) => `${name}-hours=$${name}_hours`),
    'error-limit=$error_limit',
    ...['minutes', 'errors', 'throttles'].map((name) => `watch-${name}=$watch_${name}`),
    `stack=${inShell(stack)}`,
    `alias=${inShell(alias)}`,
    `functions=${pairs}`,
    `tags=${tagPairs.join(' ')}`,
    `timezone=${platform.timezone}`,
    `zone-label=${platform.timezoneLabel}`,
    `reserve=${platform.windowReserveMinutes}`,
    'END',
  ];
}
