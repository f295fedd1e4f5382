import { expectName } from './expect-name';
import { PYTHON_VERSIONS } from './known';
import { nameIn } from './lambda';
import type { LambdaRepoSpec, PackagingSpec, PythonSpec, ServiceSpec } from './lambda-spec';
import { cronFault, staysInside } from './names';
import { platformProblems } from './platform-rules';
import { Findings, type Problem } from './problem';

/** Everything that is wrong in a definition of a Lambda repository, the platform table included. */
export function lambdaProblems(spec: LambdaRepoSpec): Problem[] {
  const findings = new Findings(spec.name === '' ? 'a repository without a name' : spec.name);
  expectName(findings, 'repository', 'name', spec.name);
  checkPython(findings, spec.python ?? {});
  if (spec.packaging !== undefined) checkPackaging(findings, spec.packaging, spec);
  spec.ownWorkflows?.forEach((file, i) => {
    expectName(findings, 'workflow', `ownWorkflows[${i}]`, file);
    const first = spec.ownWorkflows?.indexOf(file) === i;
    findings.expect(first, `ownWorkflows[${i}]`, `"${file}" is there twice`, 'each workflow file once');
  });
  checkSkips(findings, spec, '');
  return [...platformProblems(spec.platform), ...findings.problems];
}

function checkPython(findings: Findings, python: PythonSpec): void {
  const { version = '3.12', coverageFloor: floor = 80, services = [{}] } = python;
  const versions = PYTHON_VERSIONS.map((known) => `"${known}"`).join(', ');
  const known = PYTHON_VERSIONS.some((each) => each === version);
  findings.expect(known, 'python.version', `"${version}" is not in the table of pins`, `one of ${versions}`);
  const possible = Number.isFinite(floor) && floor >= 0 && floor <= 100;
  findings.expect(possible, 'python.coverageFloor', `${floor} is no percentage`, 'a number from 0 to 100');
  const fault = python.schedule === undefined ? undefined : cronFault(python.schedule);
  findings.expect(
    fault === undefined,
    'python.schedule',
    `"${python.schedule ?? ''}": ${fault ?? ''}`,
    'five fields in UTC: "17 4 * * 1"',
  );
  findings.expect(services.length > 0, 'python.services', 'there is none', 'at least one service, or leave it out');
  services.forEach((service, i) => {
    checkService(findings, service, i, services);
  });
}

function checkService(findings: Findings, service: ServiceSpec, i: number, all: readonly ServiceSpec[]): void {
  const field = `python.services[${i}]`;
  const paths = {
    path: service.path,
    source: service.source,
    unitTests: service.unitTests,
    integrationTests: service.integrationTests,
  };
  for (const [key, path] of [
    ...Object.entries(paths),
    ...(service.requirements ?? []).map((file) => ['requirements', file] as const),
  ]) {
    const inside = path === undefined || staysInside(path);
    findings.expect(
      inside,
      `${field}.${key}`,
      `"${path ?? ''}" leaves the repository`,
      'a path inside it, with forward slashes',
    );
  }
  const first = all.findIndex(({ path = '.' }) => path === (service.path ?? '.'));
  findings.expect(
    first === i,
    `${field}.path`,
    `"${service.path ?? '.'}" is also service ${first}`,
    'one folder for each service',
  );
}

function checkPackaging(findings: Findings, packaging: PackagingSpec, { platform }: LambdaRepoSpec): void {
  const { template = 'template.yaml', alias = 'latest-{env}', functions, stack, tags } = packaging;
  findings.expect(
    staysInside(template),
    'packaging.template',
    `"${template}" leaves the repository`,
    'a path inside it',
  );
  for (const { name } of platform.environments) {
    expectName(findings, 'stack', 'packaging.stack', nameIn(stack, name));
    expectName(findings, 'alias', 'packaging.alias', nameIn(alias, name));
    for (const [i, each] of functions.entries())
      expectName(findings, 'function', `packaging.functions[${i}].name`, nameIn(each.name, name));
  }
  functions.forEach(({ logicalId }, i) => {
    expectName(findings, 'logicalId', `packaging.functions[${i}].logicalId`, logicalId);
  });
  findings.expect(
    functions.length > 0,
    'packaging.functions',
    'there is none',
    'at least one function of the template',
  );
  for (const [key, value] of Object.entries(tags)) {
    expectName(findings, 'tag', `packaging.tags.${key}`, key);
    expectName(findings, 'tagValue', `packaging.tags.${key}`, value);
  }
}

/** What weakens a delivery does not exist: neither as an input nor as a field, and least of all for production. */
function checkSkips(findings: Findings, value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null || path.startsWith('packaging.syntheticEvent')) return;
  for (const [key, inner] of Object.entries(value)) {
    const field = path === '' ? key : `${path}.${key}`;
    findings.expect(
      !/^skip/i.test(key),
      field,
      'nothing can be skipped on the way to production',
      `no such field; gates take 'ratchet' or 'report'`,
    );
    checkSkips(findings, inner, field);
  }
}
