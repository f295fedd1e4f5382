/** What holds for main: a pull request with reviews, the required check, no other way but for those who are named. */
import { REQUIRED_CHECK } from '../../delivery/required-check';
import { compareBypass } from './compare-bypass';
import type { Desired } from './desired';
import { stricter, tooWeak, type Difference } from './difference';
import { withRuleset, type Organization, type Rule, type Ruleset, type Served } from './served';

/** By this name it is known again; rulesets of other names are people's. */
export const RULESET = 'projen-fleet: main';

/** The app whose reports of a check count: a token with "statuses: write" can report any name. */
export const CHECKS_APP = 'github-actions';

const MAIN = 'refs/heads/main';
const HOLD_MAIN = [MAIN, '~DEFAULT_BRANCH', '~ALL'];

export function compareRuleset(wanted: Desired, served: Served, owner: Organization): Difference[] {
  const is = served.ruleset ?? { id: undefined, active: true, include: [MAIN], exclude: [], rules: [], bypass: [] };
  const absent = tooWeak({
    ...{ kind: 'missing', feature: 'rulesets', sentence: `main: there is no ruleset "${RULESET}"` },
    mend: (before) => ({ ...before, ruleset: is }),
  });
  return [
    ...(served.ruleset === undefined ? [absent] : []),
    ...compareScope(is),
    ...compareRules(wanted, is, owner),
    ...compareBypass(wanted, is, owner, served.ruleset === undefined),
  ].map((each) => ({ ...each, feature: 'rulesets' as const }));
}

function compareScope({ active, include, exclude }: Ruleset): Difference[] {
  const holds = exclude.length === 0 && include.some((each) => HOLD_MAIN.includes(each));
  return [
    ...(active
      ? []
      : [
          tooWeak({
            kind: 'differs',
            sentence: 'main: its ruleset is off, the definition says it is active',
            mend: (before) => withRuleset(before, () => ({ active: true })),
          }),
        ]),
    ...(holds
      ? []
      : [
          tooWeak({
            kind: 'differs',
            sentence: 'main: its ruleset does not hold for it, or has exceptions',
            mend: (before) =>
              withRuleset(before, (now) => ({ include: [...new Set([...now.include, MAIN])], exclude: [] })),
          }),
        ]),
  ];
}

/** Other rules in it are people's, and stricter than none. */
function compareRules({ settings: { reviews } }: Desired, { rules }: Ruleset, { apps }: Organization): Difference[] {
  const of = (type: string): Rule['parameters'] | undefined => rules.find((rule) => rule.type === type)?.parameters;
  const simple = [
    { type: 'deletion', sentence: 'main: it may be deleted, the definition says it may not' },
    { type: 'non_fast_forward', sentence: 'main: its history may be overwritten, the definition says it may not' },
  ].filter(({ type }) => of(type) === undefined);
  return [
    ...simple.map(({ type, sentence }) => tooWeak({ kind: 'missing', sentence, mend: withRule(type, {}) })),
    ...compareReviews(of('pull_request'), reviews),
    ...compareChecks(of('required_status_checks'), apps.get(CHECKS_APP)),
  ];
}

function compareReviews(is: Rule['parameters'] | undefined, reviews: number): Difference[] {
  const count = 'required_approving_review_count';
  const now = is?.[count];
  if (now === reviews) return [];
  const mend = withRule('pull_request', { ...PULL_REQUEST, ...is, [count]: reviews });
  if (is === undefined)
    return [
      tooWeak({
        kind: 'missing',
        sentence: `main: it needs no pull request, the definition says one with ${reviews} reviews`,
        mend,
      }),
    ];
  const sentence = `main: a pull request needs ${String(now)} reviews, the definition says ${reviews}`;
  return [
    Number(now) > reviews
      ? stricter({ kind: 'differs', sentence, mend })
      : tooWeak({ kind: 'differs', sentence, mend }),
  ];
}

/** GitHub wants all of them; an approval does not hold for what is pushed after it. */
const PULL_REQUEST = {
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: false,
  require_last_push_approval: false,
  required_review_thread_resolution: false,
};

function compareChecks(is: Rule['parameters'] | undefined, app: number | undefined): Difference[] {
  const list: unknown = is?.['required_status_checks'];
  const checks: unknown[] = Array.isArray(list) ? list : [];
  const field = (check: unknown, key: string): unknown =>
    typeof check === 'object' && check !== null ? Reflect.get(check, key) : undefined;
  const ours = checks.filter((check) => field(check, 'context') === REQUIRED_CHECK);
  if (ours.some((check) => field(check, 'integration_id') === app)) return [];
  const others = checks.filter((check) => !ours.includes(check));
  const required = { context: REQUIRED_CHECK, ...(app !== undefined && { integration_id: app }) };
  const mend = withRule('required_status_checks', {
    ...{ strict_required_status_checks_policy: false, ...is },
    required_status_checks: [...others, required],
  });
  const sentence =
    ours.length === 0
      ? `main: the check "${REQUIRED_CHECK}" is not required, the definition requires it`
      : `main: anybody may report the check "${REQUIRED_CHECK}", the definition takes it from GitHub Actions only`;
  return [tooWeak({ kind: ours.length === 0 ? 'missing' : 'differs', sentence, mend })];
}

/** The rules with this one in the place of another of its type. */
function withRule(type: string, parameters: Rule['parameters']) {
  return (before: Served): Served =>
    withRuleset(before, ({ rules }) => ({
      rules: [...rules.filter((rule) => rule.type !== type), { type, parameters }],
    }));
}
