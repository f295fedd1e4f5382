/** What workflows may use, and what their token may do. */
import type { Desired } from './desired';
import { notOpen, shown, stricter, tooWeak, type Difference } from './difference';
import type { Served } from './served';

export function compareActions({ settings, ownWorkflows }: Desired, { actions, token }: Served): Difference[] {
  const policy = (change: Partial<Served['actions']>) => (before: Served) => {
    return { ...before, actions: { ...before.actions, ...change } };
  };
  const rights = (change: Partial<Served['token']>) => (before: Served) => {
    return { ...before, token: { ...before.token, ...change } };
  };
  const kind = 'differs' as const;
  return [
    ...(actions.enabled
      ? []
      : [
          notOpen({
            kind,
            sentence: 'actions: they are off, the definition has workflows',
            mend: policy({ enabled: true }),
          }),
        ]),
    ...(actions.shaPinning === settings.shaPinning ? [] : [pinning(settings.shaPinning, ownWorkflows, policy)]),
    ...(token.writes
      ? [
          tooWeak({
            kind,
            sentence: 'actions: the token of workflows may write where they say nothing, the definition says it reads',
            mend: rights({ writes: false }),
          }),
        ]
      : []),
    ...(token.approves
      ? [
          tooWeak({
            kind,
            sentence: 'actions: workflows may approve pull requests, the definition lets none',
            mend: rights({ approves: false }),
          }),
        ]
      : []),
  ];
}

/** Once it is on, a workflow that names an action by a tag does not start. */
function pinning(
  wanted: boolean,
  own: readonly string[],
  policy: (change: Partial<Served['actions']>) => (before: Served) => Served,
): Difference {
  const mend = policy({ shaPinning: wanted });
  if (!wanted)
    return stricter({
      kind: 'differs',
      sentence: 'actions: full commits are required, the definition does not ask for it',
      mend,
    });
  const warning =
    own.length === 0 ? '' : `; ${own.map(shown).join(', ')} must have them too, see "projen-fleet verify"`;
  const sentence = `actions: they may be named by tags, the definition says by full commits${warning}`;
  return tooWeak({ kind: 'differs', sentence, mend });
}
