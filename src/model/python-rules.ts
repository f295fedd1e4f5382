import { posix } from 'node:path';
import { expectName } from './expect-name';
import { PYTHON_VERSIONS } from './known';
import { serviceName } from './lambda';
import type { GatesSpec, LambdaRepoSpec, ServiceSpec } from './lambda-spec';
import { cronFault, staysInside } from './names';
import type { Findings } from './problem';

/** What is wrong with the version, the gates and the services of the Python code. */
export function checkPython(findings: Findings, { name, python = {} }: LambdaRepoSpec): void {
  const { version = '3.12', coverageFloor: floor = 80, services = [{}], gates = {} } = python;
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
  checkGates(findings, gates);
  findings.expect(services.length > 0, 'python.services', 'there is none', 'at least one service, or leave it out');
  const names = services.map((service) => serviceName(name, service));
  services.forEach((service, i) => {
    const field = `python.services[${i}]`;
    checkPaths(findings, service, field);
    checkFolder(findings, services, i);
    expectName(findings, 'service', `${field}.name`, names[i]);
    const alone = names.indexOf(names[i] ?? '') === i;
    findings.expect(alone, `${field}.name`, `"${names[i] ?? ''}" is there twice`, 'a name of its own');
  });
}

function checkGates(findings: Findings, gates: GatesSpec): void {
  for (const [gate, mode = 'block'] of Object.entries<string | undefined>({ ...gates })) {
    const modes = gate === 'coverage' ? ['block', 'report'] : ['block', 'ratchet', 'report'];
    findings.expect(modes.includes(mode), `python.gates.${gate}`, `"${mode}" is no mode`, `"${modes.join('", "')}"`);
  }
}

/** Paths are used in scripts and in file names, so each is inside, and written in one way only. */
function checkPaths(findings: Findings, service: ServiceSpec, field: string): void {
  const { path, source, unitTests, integrationTests, requirements = [] } = service;
  const paths = Object.entries({ path, source, unitTests, integrationTests });
  for (const [key, value] of [...paths, ...requirements.map((file) => ['requirements', file] as const)]) {
    if (value === undefined) continue;
    const inside = staysInside(value);
    findings.expect(
      inside,
      `${field}.${key}`,
      `"${value}" leaves the repository`,
      'a path inside it, with forward slashes',
    );
    const spaced = /(^|\/) | (\/|$)/.test(value);
    const trimmed = value.replace(/ *\/ */g, '/').trim();
    findings.expect(!spaced, `${field}.${key}`, `"${value}" has a space at the edge of a name`, `"${trimmed}"`);
    const plain = posix.normalize(value).replace(/\/$/, '');
    findings.expect(!inside || plain === value, `${field}.${key}`, `"${value}" has a shorter form`, `"${plain}"`);
  }
}

function checkFolder(findings: Findings, services: readonly ServiceSpec[], i: number): void {
  const path = services[i]?.path ?? '.';
  const first = services.findIndex((service) => (service.path ?? '.') === path);
  const field = `python.services[${i}].path`;
  findings.expect(first === i, field, `"${path}" is also service ${first}`, 'one folder for each service');
}
