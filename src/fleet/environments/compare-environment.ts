/** A GitHub environment against its row of the table. The workflows' own check (check-protection.sh) asks for the same. */
import type { GitHubEnvironment } from '../../model/platform';
import { compareReviewers } from './compare-reviewers';
import { harmless, listOf, notOpen, shown, stricter, tooWeak, type Difference } from './difference';
import {
  sameName,
  withEnvironment,
  type BranchPolicy,
  type Organization,
  type Served,
  type ServedEnvironment,
} from './served';

/** As GitHub makes it on its first use: without any protection. */
function unprotected(name: string): ServedEnvironment {
  const none = { reviewers: [], preventSelfReview: false, waitMinutes: 0, variables: {} };
  return { name, ...none, adminsBypass: true, branches: 'any' };
}

export function compareEnvironment(wanted: GitHubEnvironment, served: Served, owner: Organization): Difference[] {
  const { name } = wanted;
  const found = served.environments.find((each) => sameName(each.name, name));
  const environment = found ?? unprotected(name);
  const absent = tooWeak({
    ...{ kind: 'missing', feature: 'environments' },
    sentence: `environment ${name}: it does not exist, and GitHub makes it without protection on its first use`,
    mend: (before) => ({ ...before, environments: [...before.environments, environment] }),
  });
  return [
    ...(found === undefined ? [absent] : []),
    ...compareReviewers(wanted, environment, { served, owner }),
    ...compareTimer(wanted, environment),
    ...(environment.adminsBypass ? [bypassed(name)] : []),
    ...compareBranches(wanted, environment),
    ...compareVariables(wanted, environment),
  ];
}

function compareTimer({ name, waitMinutes }: GitHubEnvironment, { waitMinutes: is }: ServedEnvironment): Difference[] {
  if (is === waitMinutes) return [];
  const told = {
    ...{ kind: 'differs' as const, feature: 'reviewers' as const },
    sentence: `environment ${name}: wait timer is ${is} minutes, the definition says ${waitMinutes}`,
    mend: (before: Served) => withEnvironment(before, name, { waitMinutes }),
  };
  return [is < waitMinutes ? tooWeak(told) : stricter(told)];
}

function bypassed(name: string): Difference {
  return tooWeak({
    kind: 'differs',
    sentence: `environment ${name}: administrators may go past its rules, the definition lets nobody`,
    mend: (before) => withEnvironment(before, name, { adminsBypass: false }),
  });
}

function compareBranches({ name, branches }: GitHubEnvironment, { branches: is }: ServedEnvironment): Difference[] {
  const wanted = branches.map((branch): BranchPolicy => ({ id: undefined, name: branch, kind: 'branch' }));
  if (typeof is !== 'string') return comparePolicies(name, wanted, is);
  const told = {
    kind: 'differs' as const,
    sentence: `environment ${name}: ${is === 'any' ? 'any branch' : 'every protected branch'} may use it, the definition says ${branches.join(', ')}`,
    mend: (before: Served) => withEnvironment(before, name, { branches: wanted }),
  };
  // The ruleset protects main; whether people protect another branch is not known.
  const narrower = is === 'any' || branches.every((branch) => branch === 'main');
  return [narrower ? tooWeak(told) : notOpen(told)];
}

function comparePolicies(name: string, wanted: readonly BranchPolicy[], is: readonly BranchPolicy[]): Difference[] {
  const among = (list: readonly BranchPolicy[], one: BranchPolicy): boolean =>
    list.some((each) => each.name === one.name && each.kind === one.kind);
  const label = ({ kind, name: policy }: BranchPolicy): string =>
    kind === 'tag' ? `tag ${shown(policy)}` : shown(policy);
  const extra = is.filter((policy) => !among(wanted, policy));
  const absent = wanted.filter((policy) => !among(is, policy));
  const mended = (change: (now: readonly BranchPolicy[]) => readonly BranchPolicy[]) => (before: Served) => {
    const now = before.environments.find((each) => sameName(each.name, name))?.branches;
    return withEnvironment(before, name, { branches: change(typeof now === 'object' ? now : []) });
  };
  const says = `the definition says ${wanted.map(label).join(', ')}`;
  const sentence = `environment ${name}: ${listOf(is.map(label), 'no branch')} may use it, ${says}`;
  // Taken away first, the others would leave none: then nobody could tell that it was open to others before.
  if (is.length > 0 && absent.length === wanted.length)
    return [notOpen({ kind: 'differs', sentence, mend: mended(() => wanted) })];
  const closed = { kind: 'missing' as const, sentence, mend: mended((now) => [...now, ...absent]) };
  return [
    ...extra.map((policy) =>
      tooWeak({
        ...{ kind: 'extra', sentence: `environment ${name}: ${label(policy)} may use it too, ${says}` },
        mend: mended((now) => now.filter((each) => each.name !== policy.name || each.kind !== policy.kind)),
      }),
    ),
    // Between two calls that set it up an environment has no branch at all: nobody loses protection that there never was.
    ...(absent.length === 0 ? [] : [is.length === 0 ? harmless(closed) : notOpen(closed)]),
  ];
}

function compareVariables({ name, variables }: GitHubEnvironment, { variables: is }: ServedEnvironment): Difference[] {
  return Object.entries(variables).flatMap(([variable, value]) => {
    const now = is[variable];
    if (now === value) return [];
    const before = now === undefined ? 'is not there' : `is ${quotedValue(now)}`;
    return harmless({
      kind: now === undefined ? 'missing' : 'differs',
      sentence: `environment ${name}: variable ${variable} ${before}, the definition says ${quotedValue(value)}`,
      mend: (served) => {
        const kept = served.environments.find((each) => sameName(each.name, name))?.variables;
        return withEnvironment(served, name, { variables: { ...kept, [variable]: value } });
      },
    });
  });
}

function quotedValue(value: string): string {
  return shown(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}
