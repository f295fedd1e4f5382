/** Damages that no story can notice, because nothing that anybody could see is different: equal to what was there. */
import type { Mutant } from './mutant';

interface Explanation {
  readonly operator: string;
  /** End of the path; `.yml` for every workflow and action. */
  readonly path: string;
  /** Part of what was done. */
  readonly what: string;
  readonly reason: string;
}

/** A script in which each command that may fail is judged by its own line, so that `set -e` is there for its next change. */
const judged = (script: string, reason: string): Explanation => ({
  ...{ operator: 'ignore-exit-code', path: `/${script}.sh`, what: 'set -uo pipefail', reason },
});

export const EXPLANATIONS: readonly Explanation[] = [
  judged('check-account', 'without an answer the account is empty, which is not the one of the table'),
  judged('check-inputs', 'it starts no program'),
  judged('check-proof', 'each answer is judged where it is read'),
  judged(
    'check-stateful',
    'each answer is judged where it is read, and without a template all that holds data is lost',
  ),
  judged('compare-code', 'without an answer the digest is empty, which is not the one of the artifact'),
  judged('explain-role', 'it prints one line'),
  judged('environment', 'it only chooses and prints'),
  judged('fetch-plan', 'each answer is judged where it is read'),
  judged('list-marks', 'its last command is the only one that may fail'),
  judged('make-plan', 'Terraform is judged by its exit code, and after it the plan is only told'),
  judged('read-stack', 'each call is judged by its own line'),
  judged('report-drift', 'without a report nobody knows how many were lost, which is no zero'),
  judged('run-tests', 'in a service that is not there no test is found, which is red'),
  judged('sum-metric', 'without an answer the sum is empty, which is no number'),
  judged('tell-lock', 'it only puts words to what the step before has found and checked'),
  judged('tenant-errors', 'its last command is the only one that may fail'),
  judged('take-waves', 'what came of a tenant is read from its result, and without one it is red'),
  judged('validate-terraform', 'each answer is judged where it is read, and none is no valid one'),
  {
    ...{ operator: 'empty-value', path: '.yml', what: 'with persist-credentials of step' },
    reason: 'an empty text is no "true" (actions/checkout, input-helper.ts)',
  },
  {
    ...{ operator: 'empty-value', path: '.yml', what: 'with retention-days of step' },
    reason: "an empty text is the repository's own setting: it takes storage, and changes no delivery",
  },
  {
    ...{ operator: 'empty-value', path: '.yml', what: 'env KMS_KEY of step' },
    reason: 'no definition here names a key, so it is empty already',
  },
  {
    ...{ operator: 'empty-value', path: '/promote-to-prod.yml', what: 'with token of step "Enter prod-read"' },
    reason: 'an environment that only reads asks for no approvals, and so never for the token',
  },
  {
    ...{ operator: 'empty-value', path: '.yml', what: 'with sparse-checkout of step' },
    reason: 'a whole checkout holds the scripts, too; it only takes longer',
  },
  {
    ...{ operator: 'empty-value', path: '.yml', what: 'with fail_ci_if_error of step' },
    reason: 'an empty text is no "true", and the step may fail anyway',
  },
  {
    ...{ operator: 'swallow-failure', path: '/test-coverage.yml', what: 'step "Warn when the upload failed"' },
    reason: 'it prints one line, and cannot fail',
  },
  {
    ...{ operator: 'move-threshold', path: '/check-stability.sh', what: '-ge "$SINCE"' },
    reason: 'where both are equal, one is given the value of the other',
  },
  {
    ...{ operator: 'move-threshold', path: '/python-gate.sh', what: '-gt 0' },
    reason: 'only a ratchet may find nothing to check, and a gate that blocks always has something',
  },
  {
    ...{ operator: 'move-threshold', path: '/watch-deployment.sh', what: '-ge $((start' },
    reason: 'where both are equal, one is given the value of the other',
  },
  {
    ...{ operator: 'move-threshold', path: '/take-waves.sh', what: '-lt "$END"' },
    reason: 'only the very second in which the time is up is judged otherwise',
  },
  {
    ...{ operator: 'move-threshold', path: '/check-window.sh', what: '-ge "$start"' },
    reason: 'only the very second in which a window opens is judged otherwise',
  },
  {
    ...{ operator: 'move-threshold', path: '/check-window.sh', what: '-lt "$next"' },
    reason: 'two windows that begin together begin at the same time',
  },
];

/** Why nothing may notice this damage; undefined where something should. */
export function explanationOf({ operator, path, what }: Mutant): string | undefined {
  return EXPLANATIONS.find((each) => each.operator === operator && path.endsWith(each.path) && what.includes(each.what))
    ?.reason;
}
