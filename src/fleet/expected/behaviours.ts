/** Whether the workflows behave as the platform expects: gates, approvals, promotion, verification, the way back. */
import type { Platform } from '../../model/platform';
import { jobsOf } from '../../verify/facts/graph';
import type { Job } from '../../verify/read/model';
import type { Finding } from '../../verify/verify';
import { readPipelines } from '../pipelines/read-pipelines';
import { assumedRoles } from './assumed-roles';
import { checksAfter, deployingJobs, gatesBefore, isPromotion, type Deploying } from './deploying';
import {
  absent,
  present,
  proofAt,
  proofOf,
  unclear,
  type Checkout,
  type Expectation,
  type Judged,
} from './expectation';
import { promotedByDigest } from './promoted-by-digest';

/** One line per behaviour; none where nothing deploys. */
export function expectedBehaviours(checkout: Checkout): Expectation[] {
  const deploying = deployingJobs(checkout.repository);
  if (deploying.length === 0) return [];
  const first = deploying.filter((each) => !isPromotion(each, checkout.facts.platform));
  const judged: readonly (readonly [string, Judged])[] = [
    ['identity by OIDC, no stored keys', byOidc(checkout)],
    ['gates before a deployment', gated(checkout, first.length > 0 ? first : deploying)],
    ['approval before production', approved(checkout, deploying)],
    ['promotion by digest', promotedByDigest(checkout, deploying)],
    ['one deployment at a time', withoutFindings(checkout, ['D12'], 'Deployments wait for each other.')],
    ['verification after a deployment', verified(checkout, deploying)],
    ['rollback with a reason', wayBack(checkout)],
  ];
  return judged.map(([what, each]) => ({ about: 'behaviour', what, ...each }));
}

function byOidc(checkout: Checkout): Judged {
  const { repository, findings } = checkout;
  const defects = findings.filter(({ id }) => id === 'D01' || id === 'D02');
  if (defects.length > 0) return absent(counted(defects), defects.map(proofOf));
  const without = deployingJobs(repository).filter(({ job }) => assumedRoles(repository, job).length === 0);
  const proof = without.map(({ job }) => proofAt(job, job.place));
  if (without.length > 0) return unclear('What deploys assumes no role that the files show.', proof);
  const jobs = jobsOf(repository).filter((job) => assumedRoles(repository, job).length > 0);
  return present(`${jobs.length} jobs get their role by the token of the run.`);
}

/** A gate that cannot fail is none. */
function gated({ repository, findings }: Checkout, deploying: readonly Deploying[]): Judged {
  const gates = deploying.map((each) => ({ each, gates: gatesBefore(repository, each) }));
  const bare = gates.filter((one) => one.gates.length === 0);
  if (bare.length > 0) {
    const jobs = bare.map(({ each }) => proofAt(each.job, each.job.place));
    return absent('Nothing that checks the code ends before these jobs deploy.', jobs);
  }
  const empty = findings.filter((finding) => {
    return ['D10', 'D26'].includes(finding.id) && gates.some((one) => one.gates.some((job) => holds(job, finding)));
  });
  if (empty.length > 0) return absent('A gate cannot fail, or its failure is swallowed.', empty.map(proofOf));
  const names = [...new Set(gates.flatMap((one) => one.gates.map(({ id }) => id)))];
  return present(`These end before: ${names.join(', ')}.`);
}

function approved({ findings, facts: { platform } }: Checkout, deploying: readonly Deploying[]): Judged {
  const defects = findings.filter(({ id }) => id === 'D06' || id === 'D17');
  if (defects.length > 0) return absent(counted(defects), defects.map(proofOf));
  const production = productionGates(platform);
  const there = deploying.filter(({ environments }) => environments.some((name) => production.has(name)));
  if (there.length === 0) return unclear('No job names a GitHub environment of production.');
  const open = there.filter(({ environments }) => environments.some((name) => production.get(name) === false));
  const proof = there.map(({ job }) => proofAt(job, job.environment ?? job.place));
  if (open.length > 0) return absent('The platform table names no reviewers for it.', proof);
  return present('The job that deploys waits for the reviewers of the platform table.', proof);
}

/** GitHub environments that deploy to production, and whether anybody reviews there. */
function productionGates({ environments, githubEnvironments }: Platform): Map<string, boolean> {
  const names = environments.filter(({ production }) => production).map(({ name }) => name);
  const gates = githubEnvironments.filter((gate) => names.includes(gate.environment) && gate.access === 'deploy');
  return new Map(gates.map(({ name, reviewers }) => [name, reviewers.length > 0]));
}

function verified({ repository }: Checkout, deploying: readonly Deploying[]): Judged {
  const bare = deploying.filter((each) => checksAfter(repository, each).length === 0);
  const proof = bare.map(({ job }) => proofAt(job, job.place));
  if (bare.length > 0) return absent('These jobs end without a look at what they deployed.', proof);
  return present('Each deployment is followed by a check.');
}

function withoutFindings({ findings }: Checkout, ids: readonly string[], good: string): Judged {
  const found = findings.filter(({ id }) => ids.includes(id));
  return found.length === 0 ? present(good) : absent(counted(found), found.map(proofOf));
}

function wayBack({ repository, facts, findings }: Checkout): Judged {
  const way = readPipelines(repository, facts, findings).find(({ purpose }) => purpose === 'roll back');
  if (way === undefined) {
    if (facts.wayBack !== undefined) return present(facts.wayBack);
    return absent('No workflow goes back to an earlier version, and the definition tells no other way.');
  }
  const broken = way.defects.filter(({ id }) => id === 'D15');
  if (broken.length > 0) return absent(counted(broken), broken.map(proofOf));
  const reason = way.inputs.find(({ name, required }) => required && /reason|why/i.test(name));
  if (reason !== undefined) return present(`${way.file} asks for "${reason.name}".`);
  return absent(`${way.file} asks for no reason. Add a required input "reason".`);
}

function counted(found: readonly Finding[]): string {
  return `${found.length === 1 ? '1 defect' : `${found.length} defects`} against it.`;
}

/** Whether a finding stands in a job. */
function holds(job: Job, { file, line }: Finding): boolean {
  const starts = job.workflow.jobs.map(({ place }) => place.line).filter((start) => start > job.place.line);
  return file === job.workflow.source.path && line >= job.place.line && line < Math.min(...starts, Infinity);
}
