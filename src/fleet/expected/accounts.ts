/** Whether each job that works in the cloud does so in the account, by the role and in the region of its environment. */
import { posix } from 'node:path';
import type { Environment, Platform } from '../../model/platform';
import type { RenderedFile } from '../../model/rendered-file';
import { jobsOf } from '../../verify/facts/graph';
import { possibleTexts } from '../../verify/facts/values';
import type { Job } from '../../verify/read/model';
import type { Repository } from '../../verify/read/repository';
import { assumedRoles, type AssumedRole } from './assumed-roles';
import { absent, present, proofAt, unclear, type Checkout, type Expectation, type Judged } from './expectation';

/** One line for each job that assumes a role, one more for each other role. */
export function expectedAccounts({ repository, facts }: Checkout, emitted: readonly RenderedFile[]): Expectation[] {
  return jobsOf(repository).flatMap((job) => {
    const roles = assumedRoles(repository, job);
    const distinct = roles.filter(({ proof }, i) => roles.findIndex((other) => other.proof === proof) === i);
    return distinct.map((role) => ({
      about: 'accounts' as const,
      what: `${posix.basename(job.workflow.source.path)}, job ${job.id}`,
      ...(byTable(repository, role, emitted) ?? judge(repository, job, role, facts.platform)),
    }));
  });
}

/** Emitted workflows look the role up in an emitted script, which was made from the table. */
function byTable(
  repository: Repository,
  { table, proof }: AssumedRole,
  emitted: readonly RenderedFile[],
): Judged | undefined {
  const made = emitted.find(({ path }) => path === table);
  if (made === undefined || table === undefined) return undefined;
  if (repository.file(table)?.content === made.content) {
    return present(`It looks up account, role and region in ${table}, which is as the platform table makes it.`, [
      proof,
    ]);
  }
  return absent(`It looks up its role in ${table}, which is not as the platform table makes it. Run "npx projen".`, [
    proof,
  ]);
}

function judge(repository: Repository, job: Job, assumed: AssumedRole, platform: Platform): Judged {
  const names = job.environment === undefined ? [] : possibleTexts(job.environment.text, { repository, job });
  const proof = [...(job.environment === undefined ? [] : [proofAt(job, job.environment)]), assumed.proof];
  const unknown = names.find((name) => !name.includes('${{') && rowsOf(platform, name).length === 0);
  if (unknown !== undefined) {
    const known = platform.githubEnvironments.map(({ name }) => name).join(', ');
    return absent(`The platform table has no GitHub environment "${unknown}". It has ${known}.`, proof);
  }
  const rows = names.length > 0 ? names.flatMap((name) => rowsOf(platform, name)) : rowsByRole(platform, assumed);
  if (rows.length === 0 || names.some((name) => name.includes('${{'))) {
    const why = names.length > 0 ? 'Its GitHub environment is known only when it runs' : 'It has no GitHub environment';
    return unclear(`${why}, so that its account cannot be told.`, proof);
  }
  return compare(rows, assumed, names.length === 0, proof);
}

function compare(rows: readonly Environment[], assumed: AssumedRole, bare: boolean, proof: readonly string[]): Judged {
  const wanted = rows.map(({ name, account, role, region }) => `${name}: ${role} in ${account}, ${region}`);
  const table = `The platform table says ${[...new Set(wanted)].join('; ')}.`;
  if (assumed.roles.some((role) => role.includes('${{'))) {
    return unclear(`Its role stands in no file: ${assumed.roles.join(', ')}. ${table}`, proof);
  }
  const wrong = assumed.roles.find((role) => !rows.some((row) => isRoleOf(row, role)));
  if (wrong !== undefined) return absent(`It assumes ${wrong}. ${table}`, proof);
  const regions = assumed.regions.filter((region) => !region.includes('${{'));
  const elsewhere = regions.find((region) => !rows.some((row) => row.region === region));
  if (elsewhere !== undefined) return absent(`It works in ${elsewhere}. ${table}`, proof);
  if (bare)
    return absent(`It has no GitHub environment: its approvals and its trust are bound to none. ${table}`, proof);
  if (regions.length === 0) return unclear(`Its region stands in no file. ${table}`, proof);
  return present(`It assumes ${[...new Set(assumed.roles)].join(', ')} in ${[...new Set(regions)].join(', ')}.`, proof);
}

/** `arn:aws:iam::ACCOUNT:role/NAME` of a row, reading or deploying. */
function isRoleOf({ account, role, readRole }: Environment, arn: string): boolean {
  const [, id, name] = /^arn:aws[\w-]*:iam::(\d+):role\/(.+)$/.exec(arn) ?? [];
  return id === account && (name === role || name === readRole);
}

function rowsOf({ githubEnvironments, environments }: Platform, name: string): Environment[] {
  const gate = githubEnvironments.find((each) => each.name === name);
  return environments.filter((row) => row.name === gate?.environment);
}

/** Without a GitHub environment the name of a role may still say where it is. */
function rowsByRole({ environments }: Platform, { roles }: AssumedRole): Environment[] {
  return environments.filter((row) => {
    return roles.some(
      (role) =>
        isRoleOf(row, role) ||
        role
          .toLowerCase()
          .split(/[^a-z0-9]+/)
          .includes(row.name),
    );
  });
}
