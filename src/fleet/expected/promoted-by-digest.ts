/** Whether what goes to a later environment is, byte for byte, what ran in the earlier one. */
import { isDigestCall } from '../../verify/facts/gates';
import { type Job, type Step } from '../../verify/read/model';
import type { Repository } from '../../verify/read/repository';
import type { Call } from '../../verify/shell/calls';
import { isPromotion, type Deploying } from './deploying';
import { absent, present, proofAt, proofOf, unclear, type Checkout, type Judged } from './expectation';

/** Commands and actions that take what another run made. */
const TAKES = /^gh (run|release) download\b|^aws\b.{0,80}? s3(api)? (cp|get-object)\b|^(docker|podman) pull\b/;
const TAKING_ACTIONS = /^(actions\/download-artifact|dawidd6\/action-download-artifact|robinraju\/release-downloader)@/;

export function promotedByDigest({ repository, facts, findings }: Checkout, deploying: readonly Deploying[]): Judged {
  const rebuilt = findings.filter(({ id }) => id === 'D11');
  if (rebuilt.length > 0) return absent('It is built anew instead.', rebuilt.map(proofOf));
  const promotions = deploying.filter((each) => isPromotion(each, facts.platform));
  if (promotions.length === 0) return unclear('Nothing deploys to an environment that follows another.');
  const unchecked = promotions.filter((each) => !checks(repository, each));
  if (unchecked.length === 0) {
    return present('What is deployed is compared with the digest of what was tested.', promotions.map(placeOf));
  }
  const taking = unchecked.filter((each) => stepsBefore(repository, each).some((step) => takes(repository, step)));
  const proof = (taking.length > 0 ? taking : unchecked).map(placeOf);
  if (taking.length > 0) return absent('It takes what another run made, and compares no digest.', proof);
  return unclear('The files do not show where what is deployed comes from.', proof);
}

function stepsBefore(repository: Repository, { job, earlier }: Deploying): Step[] {
  return [...earlier, job].flatMap((each: Job) => repository.stepsOf(each));
}

function checks(repository: Repository, deploying: Deploying): boolean {
  return stepsBefore(repository, deploying).some((step) => {
    return repository.commandsOf(step).some((call) => isDigestCall(call) || comparesDigest(call));
  });
}

/** `[ "$digest" = "$expected_digest" ]` in its forms. */
function comparesDigest({ name, args }: Call): boolean {
  const compares = name === '[' || name === '[[' || name === 'test';
  return compares && args.some((arg) => /^!?=/.test(arg)) && args.some((arg) => /digest|sha256|checksum/i.test(arg));
}

function takes(repository: Repository, step: Step): boolean {
  return TAKING_ACTIONS.test(step.uses?.text ?? '') || repository.commandsOf(step).some(({ text }) => TAKES.test(text));
}

function placeOf({ job }: Deploying): string {
  return proofAt(job, job.place);
}
