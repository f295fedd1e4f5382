import type {
  FunctionSpec,
  GateMode,
  GatesSpec,
  LambdaRepoSpec,
  PackagingSpec,
  PythonSpec,
  ServiceSpec,
} from './lambda-spec';
import { resolvePlatform, type Platform } from './platform';
import { resolveSettings, type RepositorySettings } from './repository-settings';

export interface Service {
  readonly name: string;
  readonly path: string;
  readonly source: string;
  readonly unitTests: string;
  readonly integrationTests: string;
  readonly requirements: readonly string[];
}

export interface Python {
  readonly version: string;
  readonly coverageFloor: number;
  readonly services: readonly Service[];
  readonly schedule: string | undefined;
  readonly gates: { readonly [gate in keyof Required<GatesSpec>]: GateMode };
}

export interface SamPackaging {
  readonly kind: 'sam';
  readonly template: string;
  readonly stack: string;
  readonly functions: readonly FunctionSpec[];
  readonly alias: string;
  readonly syntheticEvent: Readonly<Record<string, unknown>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly recordsTable: string | undefined;
}

/** A repository of Lambda functions, complete. */
export interface LambdaModel {
  readonly name: string;
  readonly platform: Platform;
  readonly python: Python;
  readonly packaging: SamPackaging | undefined;
  readonly settings: RepositorySettings;
  readonly ownWorkflows: readonly string[];
  readonly bots: readonly ('dependabot' | 'renovate')[];
}

/** Puts every default in its place. Nothing downstream asks whether something is set. */
export function resolveLambda(spec: LambdaRepoSpec): LambdaModel {
  return {
    name: spec.name,
    platform: resolvePlatform(spec.platform),
    python: resolvePython(spec.name, spec.python ?? {}),
    packaging: spec.packaging && resolvePackaging(spec.packaging),
    settings: resolveSettings(spec.settings),
    ownWorkflows: spec.ownWorkflows ?? [],
    bots: spec.bots ?? [],
  };
}

function resolvePython(repository: string, spec: PythonSpec): Python {
  const {
    lint = 'block',
    format = 'block',
    types = 'block',
    security = 'block',
    coverage = 'block',
  } = spec.gates ?? {};
  return {
    version: spec.version ?? '3.12',
    coverageFloor: spec.coverageFloor ?? 80,
    services: (spec.services ?? [{}]).map((service) => resolveService(repository, service)),
    schedule: spec.schedule,
    gates: { lint, format, types, security, coverage },
  };
}

/** Reports and artifacts carry this name, so the folders of a path are joined with "-". */
export function serviceName(repository: string, { name, path = '.' }: ServiceSpec): string {
  return name ?? (path === '.' ? repository : path.replaceAll('/', '-'));
}

function resolveService(repository: string, spec: ServiceSpec): Service {
  return {
    name: serviceName(repository, spec),
    path: spec.path ?? '.',
    source: spec.source ?? 'src',
    unitTests: spec.unitTests ?? 'tests/unit',
    integrationTests: spec.integrationTests ?? 'tests/integration',
    requirements: spec.requirements ?? ['requirements.txt', 'requirements-dev.txt'],
  };
}

function resolvePackaging(spec: PackagingSpec): SamPackaging {
  const { template = 'template.yaml', alias = 'latest-{env}', recordsTable } = spec;
  return { ...spec, template, alias, recordsTable };
}

/** Replaces `{env}`, the one placeholder that names may carry. */
export function nameIn(pattern: string, environment: string): string {
  return pattern.replaceAll('{env}', environment);
}
