import { runScript, type Script } from '../github/script';
import { checkout } from '../github/steps';
import type { StepsJob, Workflow } from '../github/workflow';

/** For workflows that look at pull requests: a newer commit ends the older run, main is never cut short. */
export function concurrency(workflow: string): Pick<Workflow, '#concurrency' | 'concurrency'> {
  return {
    '#concurrency': 'A newer commit of the same pull request makes the older run pointless. On main each run counts.',
    concurrency: {
      group: `${workflow}-\${{ github.event.pull_request.number || github.run_id }}`,
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
  };
}

/** Finds generated files that somebody edited; needs nothing but sha256sum. */
export function managedFilesJob(): StepsJob {
  return {
    name: 'Managed files',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { contents: 'read' },
    steps: [
      checkout(),
      {
        name: 'Compare generated files with their manifest',
        run: 'sha256sum --check --strict --quiet .projen/managed.sha256',
      },
    ],
  };
}

/** What GitHub calls the one check that is to be required. */
export const REQUIRED_CHECK = 'All gates';

/** The one check to require, whatever the gates are. */
export function gatesJob(scripts: (name: string) => Script, needs: string[]): StepsJob {
  return {
    '#': 'The one required check: it always reports, and is red when a gate is red, skipped or cancelled.',
    name: REQUIRED_CHECK,
    needs,
    if: 'always()',
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    permissions: { contents: 'read' },
    steps: [
      checkout({ 'sparse-checkout': '.github' }),
      runScript('Look at every gate', scripts('check-gates'), { NEEDS: '${{ toJSON(needs) }}' }),
    ],
  };
}
