import { jobsOf, stepsIn } from '../facts/graph';
import { sourceOf } from '../read/model';
import type { Source } from '../read/source';
import type { Text } from '../read/tree';
import { link, type Report, type Rule } from '../rule';

/** What is used from outside without naming one commit. */
export const D03: Rule = {
  id: 'D03',
  title: 'Unpinned action',
  severity: 'warning',
  check(repository) {
    const calls = jobsOf(repository).flatMap(({ calls: uses, workflow }) =>
      uses === undefined ? [] : [{ uses, source: workflow.source }],
    );
    const steps = stepsIn(repository).flatMap(({ uses, owner }) =>
      uses === undefined ? [] : [{ uses, source: sourceOf(owner) }],
    );
    return [...calls, ...steps]
      .filter(({ uses }) => isLoose(uses.text, repository.name))
      .map(({ uses, source }) => report(source, uses));
  },
};

function isLoose(uses: string, repository: string | undefined): boolean {
  if (/^[.$]\//.test(uses)) return false;
  if (uses.startsWith('docker://')) return !/@sha256:[0-9a-f]{64}$/.test(uses);
  const own = /^[^/]+\/([^/@]+)\/\.github\/workflows\/[^@]+@/.exec(uses)?.[1];
  if (own !== undefined && own === repository) return false;
  return !/@[0-9a-f]{40}$/i.test(uses);
}

function report(source: Source, uses: Text): Report {
  return {
    ...{ source, place: uses },
    message: `"${uses.text}" can become other code at any time: a tag or a branch is moved by whoever owns it.`,
    fix: 'Write the full commit and the version as a comment, such as "owner/action@<40 hex digits> # v4.2.2".',
    chain: [link(source, uses, uses.text)],
  };
}
