/** What stories of gates break, and what they demand then. */
import type { LambdaModel, Service } from '../../../model/lambda';
import { expectEqual, expectFailed, expectSaid, expectStep, ran } from '../../expectations';
import type { RunEnd } from '../../stage/running';
import type { Stage } from '../../stage/stage';

/** The service that things are broken in: the last, so that nothing looks at the first alone. */
export function lastService({ python }: LambdaModel): Service {
  const service = python.services.at(-1);
  if (service === undefined) throw new Error('The definition has no service.');
  return service;
}

/** Path of a file in the last service. */
export function inService({ parts }: Stage, place: 'source' | 'unitTests' | 'integrationTests', file: string): string {
  const service = lastService(parts.project.model);
  return pathIn(service, `${service[place]}/${file}`);
}

/** Path of a file within the folder of a service. */
export function pathIn({ path }: Service, file: string): string {
  return path === '.' ? file : `${path}/${file}`;
}

/** Jobs of quality-gates that stand for themselves while another one is looked at. */
export function allBut(gate: string): Record<string, Record<string, string>> {
  const others = ['code', 'tests', 'template', 'managed-files'].filter((each) => each !== gate);
  return { changes: { code: 'true' }, ...Object.fromEntries(others.map((each) => [each, {}])) };
}

/** A push to main of what the repository has now, of which one gate really runs. */
export function push(stage: Stage, gate: string): Promise<RunEnd> {
  return stage.run(`deploy-${stage.delivery.first.name}.yml`, { event: 'push', given: allBut(gate) });
}

/** The gate is red for that reason, and so is the required check; nothing was built, stored or deployed. */
export function expectRed(stage: Stage, end: RunEnd, gate: string, reason: string | RegExp): void {
  expectFailed(end, reason);
  expectSaid(end, `Not passed: ${gate} (failure).`);
  expectStep(end, 'Look at every gate', 'failure');
  for (const step of ['Build the artifact', 'Store it as a release', 'Deploy the stack'])
    expectEqual(ran(end, step), false, `Whether "${step}" ran`);
  expectEqual(stage.parts.repository.releases.length, 0, 'The number of releases');
  expectEqual(stage.parts.identity.front.calls.length, 0, 'The number of calls to the cloud');
}

/** How a job ended, by the end of its name as people see it. */
export function resultOf(end: RunEnd, job: string): string | undefined {
  return [...end.report.jobs].find(([name]) => name === job || name.endsWith(` / ${job}`))?.[1].result;
}

/** A pull request from somebody else's copy of the repository. */
export function fromFork({ parts }: Stage): { event: string; ref: string; payload: Record<string, unknown> } {
  const { fullName, name } = parts.repository;
  const head = { ref: 'idea', repo: { full_name: `stranger/${name}`, fork: true } };
  const base = { ref: 'main', repo: { full_name: fullName, fork: false } };
  return { event: 'pull_request', ref: 'refs/pull/7/merge', payload: { pull_request: { number: 7, head, base } } };
}

/** No job could write, or prove to anybody who it is. */
export function expectHarmless(stage: Stage, end: RunEnd): void {
  for (const [name, { permissions = {} }] of end.report.jobs)
    expectEqual(
      Object.entries(permissions).filter(([, level]) => level === 'write'),
      [],
      `What ${name} may write`,
    );
  expectEqual(stage.parts.identity.front.calls.length, 0, 'The number of calls to the cloud');
}
