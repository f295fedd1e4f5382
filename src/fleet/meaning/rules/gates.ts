import { below, keysOf, valueBelow, type Node } from '../node';
import { stepName } from '../pair-steps';
import { becomes, shown, type Found, type Rule } from '../rule';
import { change, risk, type Told } from '../sentence';

/** Tools that judge code, as they stand in commands. */
const NAMES = 'mypy|pyright|ruff(?: format)?|black|isort|flake8|pylint|bandit|pytest|coverage|tox|nox|pip-audit|safety|semgrep|gitleaks|trivy|checkov|tfsec|tflint|actionlint|zizmor|shellcheck|yamllint|cfn-lint|sam validate|terraform validate|terraform fmt|sha256sum|npm test|eslint|tsc|jest'; // prettier-ignore
const BEFORE = String.raw`(?:^|[;&|(!]|\b(?:if|then|do|else|-m|run|npx|exec|time|sudo))\s*`;
const TOOLS = new RegExp(`${BEFORE}(${NAMES})(?![\\w/-])`, 'gm');
/** Actions that judge code. */
const ACTIONS = /codeql-action|dependency-review|gitleaks|trivy|semgrep|sonar|tflint|checkov|scorecard/i;
const CHECK = /\b(check(?![\s-]?out)|verify|validate|test|lint|gate|scan|prove|audit|approv|refuse|guard|attest)/i;

/** Modes of a gate, the strictest first. */
const MODES = ['block', 'ratchet', 'report'];

/** Gates in a matrix: a row for each, with its mode. */
export const GATES: readonly Rule[] = [
  { at: '**/matrix/include/*', tell: row },
  { at: '**/matrix/include/*/mode', tell: ({ stars: [gate = ''], old, now }) => mode(`gate \`${gate}\``, old, now) },
  { at: '**/env/MODE', tell: ({ subject, old, now }) => mode(subject, old, now) },
];

function row({ stars: [name = ''], before, after, subject }: Found): Told | undefined {
  if (before !== undefined && after !== undefined) return undefined;
  const gate = valueBelow(before ?? after, 'gate');
  if (gate === undefined) {
    const rest = keysOf(before ?? after).map((key) => `${key}: ${valueBelow(before ?? after, key) ?? '…'}`);
    const text = `${subject}: row ${shown(name)} (${rest.join(', ')})`;
    return before === undefined ? change(`${text} is new`) : risk(`${text} is gone`);
  }
  return before === undefined ? change(`gate \`${gate}\` added to ${subject}`) : risk(`gate \`${gate}\` removed from ${subject}`); // prettier-ignore
}

function mode(what: string, old: string | undefined, now: string | undefined): Told {
  const [from, to] = [rank(old), rank(now)];
  const text = `${what}: its mode ${becomes(old, now)}`;
  return from >= 0 && to >= 0 && to < from ? change(text) : risk(text);
}

function rank(mode: string | undefined): number {
  return MODES.indexOf(mode ?? 'block');
}

/** The tools that a command runs. */
export function toolsIn(run: string): string[] {
  return [...new Set([...run.matchAll(TOOLS)].map(([, tool = '']) => tool))];
}

/** What a step judges code with, if it does. */
export function gateOf(step: Node): string | undefined {
  const [tool] = toolsIn(valueBelow(step, 'run') ?? '');
  const action = valueBelow(step, 'uses')?.replace(/@.*/, '') ?? '';
  return tool ?? valueBelow(step, 'env', 'GATE') ?? (ACTIONS.test(action) ? action : undefined);
}

/** Whether a step looks like one that can refuse. */
export function isCheck(step: Node): boolean {
  const texts = [stepName(step), valueBelow(step, 'run') ?? '', valueBelow(step, 'uses') ?? ''];
  return texts.some((text) => CHECK.test(text)) || below(step, 'env', 'MODE') !== undefined;
}
