import { assumptionOf } from '../facts/credentials';
import { jobsOf } from '../facts/graph';
import { stagesIn, type Stage } from '../facts/stages';
import { possibleTexts } from '../facts/values';
import { placeOfCall, valueOf, type Job } from '../read/model';
import type { Repository } from '../read/repository';
import type { Text } from '../read/tree';
import { link, type Report } from '../rule';

interface Pair {
  readonly job: Job;
  readonly role: Text;
  readonly account: string;
  readonly stage: Stage;
}

/** A role whose account is that of another stage, and a check that expects another account than the role's. */
export function accountMismatches(repository: Repository): Report[] {
  const pairs = jobsOf(repository).flatMap((job) => pairsOf(repository, job));
  const crossed = pairs
    .filter((pair) => isCrossed(pair, pairs))
    .map((pair) => {
      return report(
        pair.job,
        pair.role,
        `Account ${pair.account} is another stage's everywhere else; here it is used for ${pair.stage}.`,
        [],
      );
    });
  return [...crossed, ...jobsOf(repository).flatMap((job) => unexpected(repository, job))];
}

function pairsOf(repository: Repository, job: Job): Pair[] {
  return job.steps.flatMap((step) => {
    const role = assumptionOf(step)?.role;
    if (role === undefined) return [];
    const [text = ''] = possibleTexts(role.text, { repository, job, step });
    const account = /arn:aws[\w-]*:iam::(\d{12}):role\/(\S+)/.exec(text);
    const stages = stagesIn(account?.[2] ?? '');
    return account?.[1] !== undefined && stages.length === 1 && stages[0] !== undefined
      ? [{ job, role, account: account[1], stage: stages[0] }]
      : [];
  });
}

/** The account is mostly another stage's, and this stage has another account. */
function isCrossed({ account, stage }: Pair, all: readonly Pair[]): boolean {
  const elsewhere = all.filter((each) => each.account === account && each.stage !== stage).length;
  const here = all.filter((each) => each.account === account && each.stage === stage).length;
  return elsewhere > here && all.some((each) => each.stage === stage && each.account !== account);
}

/** "allowed-account-ids", or a comparison with the caller's account, against the role. */
function unexpected(repository: Repository, job: Job): Report[] {
  let account: string | undefined;
  return job.steps.flatMap((step) => {
    const role = assumptionOf(step)?.role;
    if (role !== undefined)
      account = /:iam::(\d{12}):/.exec(possibleTexts(role.text, { repository, job, step })[0] ?? '')?.[1];
    const allowed = valueOf(step.with, 'allowed-account-ids');
    const [ids = ''] = allowed === undefined ? [] : possibleTexts(allowed.text, { repository, job, step });
    if (account !== undefined && allowed !== undefined && /^[\d, ]+$/.test(ids) && !ids.includes(account))
      return [report(job, allowed, `The role is of account ${account}, but only ${ids} is allowed.`, [])];
    const call =
      account === undefined
        ? undefined
        : step.commands.find(
            ({ name, args }) =>
              (name === '[' || name === '[[' || name === 'test') &&
              args.some((arg) => /^\d{12}$/.test(arg) && arg !== account),
          );
    return call === undefined || !(step.run?.text.includes('get-caller-identity') ?? false)
      ? []
      : [
          report(
            job,
            placeOfCall(step, call.offset),
            `The role is of account ${account ?? ''}, but the check expects another one.`,
            [],
          ),
        ];
  });
}

function report(
  job: Job,
  place: { line: number; column: number },
  message: string,
  before: readonly { line: number; column: number }[],
): Report {
  const { source } = job.workflow;
  return {
    ...{ source, place: { line: place.line, column: place.column }, message },
    fix: 'Take account and role of one environment from one table.',
    chain: [
      link(source, job.place, `job "${job.id}"`),
      ...[...before, place].map((each) => link(source, each, source.line(each.line).trim())),
    ],
  };
}
