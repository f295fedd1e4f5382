import { pinned } from './pins';
import type { Step } from './workflow';

/** A step with an approved action; its inputs are checked against that version's. */
export function action(name: string, uses: string, given: Step['with'], options: Partial<Step> = {}): Step {
  return { name, ...options, uses: pinned(uses, given), ...(given && { with: given }) };
}

/**
 * The value of `uses` for an action or workflow of the repository itself. GitHub's newer form `$/` is not emitted yet:
 * actionlint 1.7.12 and runners before 2026-08 refuse it, so zizmor's advice is answered beside each use.
 */
export function own(path: string): string {
  return `./${path} # zizmor: ignore[self-repository] actionlint knows only this form`;
}

/** The repository, without leaving a credential behind in it. */
export function checkout(options: Step['with'] = {}): Step {
  return action('Check out', 'actions/checkout', { 'persist-credentials': false, ...options });
}

/** Only the scripts and local actions: for jobs that must not see, let alone run, the application's code. */
export function checkoutDelivery(): Step {
  return { ...checkout({ 'sparse-checkout': '.github' }), name: 'Check out the delivery scripts only' };
}
