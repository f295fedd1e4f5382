/** Who may go past the rules of main. */
import type { DirectCommits } from '../../model/repository-settings';
import type { Desired } from './desired';
import { notOpen, tooWeak, type Difference } from './difference';
import { withRuleset, type Bypass, type Organization, type Ruleset, type Served } from './served';

/** In a ruleset that is only now made, those who are named are let in from the start: main was open to everybody. */
export function compareBypass({ settings }: Desired, is: Ruleset, owner: Organization, made: boolean): Difference[] {
  const wanted = settings.directCommits.map((each) => ({ each, bypass: bypassOf(each, owner) }));
  const extra = is.bypass.filter((one) => !wanted.some(({ bypass }) => bypass !== undefined && same(bypass, one)));
  const absent = wanted.filter(({ bypass }) => bypass === undefined || !is.bypass.some((one) => same(bypass, one)));
  return [
    ...extra.map((one) =>
      tooWeak({
        ...{
          kind: 'extra',
          sentence: `main: ${told(one, owner)} may go past its rules, the definition does not name it`,
        },
        mend: changed((now) => now.filter((each) => !same(each, one))),
      }),
    ),
    ...absent.map(({ each, bypass }) => (made ? tooWeak : notOpen)({ ...absence(each, bypass, owner) })),
  ];
}

function absence(each: DirectCommits, bypass: Bypass | undefined, { login }: Organization) {
  const name = each.kind === 'deploy-keys' ? 'deploy keys' : `${each.kind} ${each.name}`;
  const blocked = `${login} has no ${name} that the token can see: create it`;
  return {
    ...{ kind: 'missing' as const, sentence: `main: ${name} cannot commit to it directly, the definition says it can` },
    ...(bypass === undefined && { blocked }),
    mend: changed((now) => (bypass === undefined ? now : [...now, bypass])),
  };
}

function changed(change: (now: readonly Bypass[]) => readonly Bypass[]) {
  return (before: Served): Served => withRuleset(before, ({ bypass }) => ({ bypass: change(bypass) }));
}

/** Undefined where GitHub has no such app or team. */
function bypassOf(each: DirectCommits, { apps, teams }: Organization): Bypass | undefined {
  if (each.kind === 'deploy-keys') return { type: 'DeployKey', id: null, mode: 'always' };
  const id = each.kind === 'app' ? apps.get(each.name) : teams.get(each.name)?.id;
  return id === undefined ? undefined : { type: each.kind === 'app' ? 'Integration' : 'Team', id, mode: 'always' };
}

/** Deploy keys are meant all together, whatever id GitHub shows. */
function same(one: Bypass, other: Bypass): boolean {
  const whoever = one.type === 'DeployKey' || one.id === other.id;
  return one.type === other.type && whoever && one.mode === other.mode;
}

function told({ type, id, mode }: Bypass, { apps, teams }: Organization): string {
  const app = [...apps].find(([, each]) => each === id)?.[0];
  const team = [...teams].find(([, each]) => each.id === id)?.[0];
  const named = type === 'Team' ? team : app;
  const who = type === 'Integration' || type === 'Team' ? `${type} ${named ?? String(id)}` : type;
  return mode === 'always' ? who : `${who} (${mode})`;
}
