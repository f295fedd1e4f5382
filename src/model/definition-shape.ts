import type { FunctionSpec, GatesSpec, LambdaRepoSpec, PythonSpec, SamPackagingSpec, ServiceSpec } from './lambda-spec';
import { legalForm } from './names';
import type {
  EnvironmentSpec,
  GitHubEnvironmentSpec,
  PlatformSpec,
  StabilitySpec,
  WatchSpec,
  WindowSpec,
} from './platform-spec';
import { settingsShape } from './repository-settings';
import { rolloutShape } from './rollout';
import { any, optional, table, type Shape } from './shape';

const whole = (write: string): Shape => ({ kind: 'number', write });
const text = (write: string): Shape => ({ kind: 'text', write });
const list = (of: Shape, write: string): Shape => ({ kind: 'list', of, write });
const rows = (of: Shape, write: string): Shape => ({ kind: 'list', of, write, named: true });
const flag: Shape = { kind: 'flag', write: 'true, or leave it out' };

const stability = table<StabilitySpec>(
  { hours: whole('whole hours'), errorLimit: whole('how many errors refuse a promotion') },
  '{ hours: 24, errorLimit: 5 }',
);
const watch = table<WatchSpec>(
  {
    minutes: whole('whole minutes, at least 3'),
    errorLimit: whole('how many errors are taken'),
    throttleLimit: whole('how many throttles are taken'),
  },
  '{ minutes: 5, errorLimit: 5, throttleLimit: 10 }',
);
const window = table<WindowSpec>(
  { day: { kind: 'choice', values: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] }, from: any, to: any },
  "{ day: 'Tue', from: '22:00', to: '02:00' }",
);

const environment = table<EnvironmentSpec>(
  {
    name: text(legalForm('environment')),
    account: any,
    region: text('a region such as "af-south-1"'),
    role: any,
    readRole: optional(any),
    follows: optional(text('the name of a row above')),
    production: optional(flag),
    approvals: optional(whole('how many people')),
    soakHours: optional(whole('whole hours')),
    stability: optional(stability),
    watch: optional(watch),
    windows: optional(list(window, "a list such as [{ day: 'Tue', from: '22:00', to: '02:00' }]")),
  },
  'a row such as { name, account, region, role }',
);

const gate = table<GitHubEnvironmentSpec>(
  {
    name: text(legalForm('environment')),
    environment: text('the name of a row of environments'),
    access: { kind: 'choice', values: ['deploy', 'read', 'none'] },
    reviewers: optional(list(any, "a list of teams, such as ['tech-lead']")),
    waitMinutes: optional(whole('whole minutes')),
    branches: optional(list(any, "a list of branches, such as ['main']")),
    after: optional(text('the name of a GitHub environment of this table')),
    approvals: optional(whole('how many people')),
    urgent: optional(flag),
    variables: optional({ kind: 'entries', write: "variables such as { LOG_LEVEL: 'info' }" }),
    usedBy: list(any, "a list of workflows, such as ['rollback']"),
  },
  'a row such as { name, environment, access, usedBy }',
);

/** What the table of accounts and GitHub environments looks like. */
export const platformShape = table<PlatformSpec>(
  {
    owner: any,
    approval: optional({ kind: 'choice', values: ['environments', 'pull-request'] }),
    environments: rows(environment, 'a list of rows such as { name, account, region, role }'),
    githubEnvironments: rows(gate, 'a list of rows such as { name, environment, access, usedBy }'),
    timezone: optional(text('a zone such as "Africa/Johannesburg"')),
    timezoneLabel: optional(any),
    windowReserveMinutes: optional(whole('whole minutes')),
    notifyReviewers: optional({ kind: 'flag', write: 'false, or leave it out' }),
  },
  'the table: { owner, environments, githubEnvironments }',
);

const path = text('a path inside the repository');
const service = table<ServiceSpec>(
  {
    name: optional(text(legalForm('service'))),
    path: optional(path),
    source: optional(path),
    unitTests: optional(path),
    integrationTests: optional(path),
    requirements: optional(list(path, "a list of files, such as ['requirements.txt']")),
  },
  "a service such as { path: 'sites-service' }",
);

const mode = optional(text('"block", "ratchet" or "report"'));

export const pythonShape = table<PythonSpec>(
  {
    version: optional(text('a version in quotes, such as "3.12"')),
    coverageFloor: optional(whole('a number from 0 to 100')),
    services: optional(list(service, "a list such as [{ path: 'sites-service' }]")),
    gates: optional(
      table<GatesSpec>(
        { lint: mode, format: mode, types: mode, security: mode, coverage: mode },
        "gates such as { format: 'ratchet' }",
      ),
    ),
    schedule: optional(text('cron in UTC, such as "17 4 * * 1"')),
  },
  "settings such as { version: '3.12' }",
);

const pattern = (example: string): Shape => text(`a name with {env} in it, such as "${example}"`);
export const packagingShape = table<SamPackagingSpec>(
  {
    kind: { kind: 'choice', values: ['sam'] },
    template: optional(path),
    stack: pattern('orders-{env}'),
    functions: list(
      table<FunctionSpec>({ logicalId: any, name: pattern('orders-{env}') }, 'a function such as { logicalId, name }'),
      'a list of functions such as [{ logicalId, name }]',
    ),
    alias: optional(pattern('latest-{env}')),
    syntheticEvent: { kind: 'entries', write: 'an event that changes nothing, such as { source: "test" }' },
    tags: { kind: 'entries', write: "tags such as { project: 'BBWS' }" },
    recordsTable: optional(pattern('deployments-{env}')),
  },
  "{ kind: 'sam', stack, functions, tags, syntheticEvent }",
);

/** What a definition itself looks like; its parts have shapes of their own. */
export const lambdaShape = table<LambdaRepoSpec>(
  {
    name: any,
    platform: { kind: 'entries', write: 'the table: { owner, environments, githubEnvironments }' },
    python: optional(any),
    packaging: optional(any),
    settings: optional(settingsShape),
    ownWorkflows: optional(list(any, "a list of files, such as ['deploy.yml']")),
    bots: optional(list({ kind: 'choice', values: ['dependabot', 'renovate'] }, "a list such as ['dependabot']")),
    rollout: optional(rolloutShape),
  },
  'a definition such as { name, platform }',
);
