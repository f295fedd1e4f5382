/** Workflows of a repository as its README tells them: emitted ones by the definition, others by what stands in them. */
import { posix } from 'node:path';
import { nameIn } from '../../model/lambda';
import type { Pipelines, Purpose } from '../../model/pipelines';
import { hasTrigger, isOnlyCalled } from '../../verify/facts/graph';
import type { Workflow } from '../../verify/read/model';
import type { Repository } from '../../verify/read/repository';
import { textAt } from '../../verify/read/tree';
import type { Finding } from '../../verify/verify';
import { gatesOf, generatedApprovals, ownApprovals } from './approvals';
import { changesOf, environmentsOf } from './changes';
import { generatedNeeds, neededInputs, ownNeeds } from './needs';
import { environmentInputOf, versionInputOf, type Pipeline } from './pipeline';
import { branchOf, runsOf } from './triggers';

const ORDER: readonly Purpose[] = ['deploy', 'promote', 'roll back', 'destroy', 'look', 'other'];

/**
 * In the order in which a version meets them.
 *
 * @param findings All defects of the repository; empty where nothing was verified.
 */
export function readPipelines(repository: Repository, facts: Pipelines, findings: readonly Finding[]): Pipeline[] {
  const all = repository.workflows.map((workflow) => readPipeline(repository, workflow, facts, findings));
  const order = facts.platform.environments.map(({ name }) => name);
  const rank = ({ purpose, environments }: Pipeline): number => {
    const place = environments[0] === undefined ? order.length : order.indexOf(environments[0]);
    return ORDER.indexOf(purpose) * 100 + place;
  };
  return all.sort((a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : 1));
}

function readPipeline(
  repository: Repository,
  workflow: Workflow,
  facts: Pipelines,
  findings: readonly Finding[],
): Pipeline {
  const file = posix.basename(workflow.source.path);
  const defects = findings.filter((each) => each.file === workflow.source.path && each.severity === 'error');
  const calledBy = [...new Set(repository.callersOf(workflow).map((job) => posix.basename(job.workflow.source.path)))];
  const generated = !facts.ownWorkflows.includes(file);
  const told = generated ? fromDefinition(workflow, facts) : fromFiles(repository, workflow, facts, defects);
  const plain = {
    ...{ file, generated, defects, calledBy, inputs: workflow.dispatchInputs },
    name: textAt(workflow.tree, 'name') ?? file,
    runs: runsOf(workflow, calledBy),
    branch: branchOf(workflow),
    byHand: hasTrigger(workflow, 'workflow_dispatch'),
    onlyCalled: isOnlyCalled(workflow),
  };
  return { ...plain, ...told, purpose: told.purpose ?? purposeOf({ ...plain, ...told }, facts) };
}

type Told = Pick<Pipeline, 'needs' | 'approvals' | 'changes' | 'environments' | 'starts'> & {
  /** Undefined where the definition leaves it to names. */
  readonly purpose: Purpose | undefined;
};

function fromDefinition(workflow: Workflow, { platform, subject, told = {} }: Pipelines): Told {
  const name = posix.basename(workflow.source.path, '.yml');
  const environments = gatesOf(platform, name).map(({ environment }) => environment);
  const approvals = generatedApprovals(platform, name);
  const said = told[name];
  return {
    environments,
    ...{ purpose: said?.purpose, starts: said?.starts ?? [] },
    needs: [...neededInputs(workflow), ...(said?.needs ?? generatedNeeds(platform, name))],
    approvals: approvals.length > 0 ? approvals : [isOnlyCalled(workflow) ? 'as its callers say' : 'nobody'],
    changes: said?.changes ?? environments.map((each) => `${each.toUpperCase()}: ${nameIn(subject, each)}`),
  };
}

function fromFiles(
  repository: Repository,
  workflow: Workflow,
  { platform }: Pipelines,
  defects: readonly Finding[],
): Told {
  const environments = environmentsOf(repository, workflow, platform);
  return {
    environments,
    ...{ purpose: undefined, starts: [] },
    needs: [...neededInputs(workflow), ...ownNeeds(repository, workflow)],
    approvals: ownApprovals(workflow, platform, defects),
    changes: changesOf(repository, workflow, environments),
  };
}

/** A name says what a workflow is for; where it does not, what it changes and what it is given do. */
function purposeOf(pipeline: Omit<Pipeline, 'purpose'>, { platform }: Pipelines): Purpose {
  const words = `${pipeline.file} ${pipeline.name}`;
  if (pipeline.onlyCalled || pipeline.changes.length === 0) return 'other';
  if (/roll[-_ ]?back/i.test(words)) return 'roll back';
  if (/promot/i.test(words)) return 'promote';
  const chosen = environmentInputOf(pipeline) !== undefined;
  if (pipeline.environments.length === 0) return chosen ? 'deploy' : 'other';
  const first = platform.environments.filter(({ follows }) => follows === undefined).map(({ name }) => name);
  const later = pipeline.environments.every((name) => !first.includes(name));
  return later && versionInputOf(pipeline) !== undefined ? 'promote' : 'deploy';
}
