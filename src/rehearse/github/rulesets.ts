/** Rules of branches, by ruleset. https://docs.github.com/rest/repos/rules */
import { created, found, NO_CONTENT, ok, problem, Refusal, validationFailed } from './answer';
import type { Fields } from './fields';
import { nodeId } from './names';
import { listed } from './pages';
import type { Repository } from './repository';
import type { Call, Route } from './route';
import type { Schema } from './schemas';

const ENFORCEMENT = ['active', 'disabled', 'evaluate'] as const;
const KINDS = [
  'deletion',
  'non_fast_forward',
  'pull_request',
  'required_status_checks',
  'required_signatures',
] as const;
const ACTORS = ['Integration', 'OrganizationAdmin', 'RepositoryRole', 'Team', 'DeployKey', 'User'] as const;
const MODES = ['always', 'pull_request', 'exempt'] as const;

export interface Rule {
  readonly type: (typeof KINDS)[number];
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: (typeof ACTORS)[number];
  readonly bypass_mode: (typeof MODES)[number];
}

export interface Ruleset {
  readonly id: number;
  name: string;
  enforcement: (typeof ENFORCEMENT)[number];
  /** Names or patterns of references; `~DEFAULT_BRANCH`, `~ALL`. */
  include: string[];
  exclude: string[];
  rules: Rule[];
  bypass: BypassActor[];
}

function shape({ fullName: source, url }: Repository, { id, name, enforcement }: Ruleset) {
  const times = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
  return {
    ...{ id, name, target: 'branch' as const, source_type: 'Repository' as const, source, enforcement, ...times },
    ...{ node_id: nodeId('RRS', id), _links: { self: { href: `${url}/rulesets/${id}` } } },
  } satisfies Schema<'repository-ruleset'>;
}

/** Who may go past the rules is shown to those who may change them. */
function whole(call: Call, ruleset: Ruleset) {
  const { include, exclude, rules, bypass } = ruleset;
  return {
    ...shape(call.repository, ruleset),
    conditions: { ref_name: { include, exclude } },
    ...(call.can('administration', 'write') && { bypass_actors: bypass }),
    rules,
  } satisfies Omit<Schema<'repository-ruleset'>, 'rules'> & { rules: readonly Rule[] };
}

function named(call: Call): Ruleset {
  return found(call.repository.rulesets.find(({ id }) => String(id) === call.parameter('ruleset_id')));
}

/** Private repositories have rules from GitHub Pro and Team on. */
function refuseFree({ repository: { visibility }, organization: { plan } }: Call): void {
  if (visibility === 'private' && plan === 'free')
    throw new Refusal(problem(403, 'Upgrade to GitHub Pro or make this repository public to enable this feature.'));
}

function ruleOf(fields: Fields): Rule {
  const type = fields.choice('type', KINDS);
  if (type === undefined) throw validationFailed({ resource: 'Rule', field: 'type', code: 'missing_field' });
  const parameters = fields.part('parameters').plain();
  return { type, ...(Object.keys(parameters).length > 0 && { parameters }) };
}

function actorOf(fields: Fields): BypassActor {
  const actor_type = fields.choice('actor_type', ACTORS);
  if (actor_type === undefined) throw validationFailed({ resource: 'Actor', field: 'type', code: 'missing_field' });
  return {
    ...{ actor_id: fields.number('actor_id') ?? null, actor_type },
    bypass_mode: fields.choice('bypass_mode', MODES) ?? 'always',
  };
}

/** What is not sent stays as it is. */
function write(call: Call, ruleset: Ruleset): void {
  const { fields } = call;
  const name = fields.text('name') ?? ruleset.name;
  if (call.repository.rulesets.some((other) => other.name === name && other !== ruleset))
    throw validationFailed({ resource: 'Ruleset', code: 'custom', message: 'Name must be unique' });
  const references = fields.part('conditions').part('ref_name');
  const given = {
    ...{ rules: fields.parts('rules')?.map(ruleOf), bypass: fields.parts('bypass_actors')?.map(actorOf) },
    ...{ include: references.texts('include'), exclude: references.texts('exclude') },
    enforcement: fields.choice('enforcement', ENFORCEMENT),
  };
  ruleset.name = name;
  Object.assign(ruleset, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
}

const R = '/repos/{owner}/{repo}/rulesets';
const WRITE = [{ administration: 'write' }] as const;

export const rulesetRoutes: readonly Route[] = [
  {
    call: `GET ${R}`,
    needs: [{ metadata: 'read' }],
    answer: (call) => {
      refuseFree(call);
      return listed(call.url, call.repository.rulesets, (each) => shape(call.repository, each));
    },
  },
  { call: `GET ${R}/{ruleset_id}`, needs: [{ metadata: 'read' }], answer: (call) => ok(whole(call, named(call))) },
  {
    call: `POST ${R}`,
    needs: WRITE,
    answer: (call) => {
      refuseFree(call);
      call.fields.required('name');
      call.fields.required('enforcement');
      const lists = { include: [], exclude: [], rules: [], bypass: [] };
      const ruleset: Ruleset = { id: call.repository.nextId(), name: '', enforcement: 'active', ...lists };
      write(call, ruleset);
      call.repository.rulesets.push(ruleset);
      return created(whole(call, ruleset));
    },
  },
  {
    call: `PUT ${R}/{ruleset_id}`,
    needs: WRITE,
    answer: (call) => {
      write(call, named(call));
      return ok(whole(call, named(call)));
    },
  },
  {
    call: `DELETE ${R}/{ruleset_id}`,
    needs: WRITE,
    answer: (call) => {
      const gone = named(call);
      call.repository.rulesets = call.repository.rulesets.filter((each) => each !== gone);
      return NO_CONTENT;
    },
  },
];
