/** Judges a checkout by the definition of its repository. */
import type { FleetProject } from '../../project/fleet-project';
import type { Repository } from '../../verify/read/repository';
import type { Finding } from '../../verify/verify';
import { UsageError } from '../surroundings';
import { expectedAccounts } from './accounts';
import { expectedBehaviours } from './behaviours';
import type { Expectation } from './expectation';
import { expectedWorkflows, unexpectedWorkflows } from './workflows';

export interface Expected {
  readonly repository: string;
  readonly definition: string;
  readonly expectations: readonly Expectation[];
}

/**
 * Throws UsageError for a definition that says nothing of workflows.
 *
 * @param findings All defects of the whole checkout.
 */
export function expectOf(project: FleetProject, repository: Repository, findings: readonly Finding[]): Expected {
  const { name, definition, pipelines: facts } = project;
  if (facts === undefined) {
    throw new UsageError(`${definition} says nothing of workflows, so nothing can be expected of ${name}.`);
  }
  const emitted = project.renderFiles();
  const checkout = { repository, facts, findings };
  const expectations = [
    ...expectedWorkflows(checkout, emitted),
    ...unexpectedWorkflows(checkout, emitted),
    ...expectedAccounts(checkout, emitted),
    ...expectedBehaviours(checkout),
  ];
  return { repository: name, definition, expectations };
}
