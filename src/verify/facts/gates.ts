import type { Job, Step } from '../read/model';
import type { Call } from '../shell/calls';

/** Commands that check code: tests, linters, scanners. */
const CODE = [
  /^(python3? -m )?(pytest|tox|nox|unittest|ruff|flake8|pylint|mypy|pyright|bandit|pip-audit|safety|coverage report)\b/,
  /^(poetry|uv|pipenv|hatch|pdm) run (pytest|tox|ruff|flake8|pylint|mypy|bandit|pip-audit|safety)\b/,
  /^(black|isort|ruff format) .{0,80}?--check\b/,
  /^(npm|yarn|pnpm|bun)( run)? (test|lint|typecheck|type-check|check|audit|e2e|integration|verify)\S*( |$)/,
  /^(npx )?(jest|vitest|mocha|eslint|tsc|playwright test|cypress run|prettier .{0,80}?--check|newman run)\b/,
  /^(go (test|vet)|golangci-lint|cargo (test|clippy|audit)|dotnet test|govulncheck|bundle exec (rspec|rubocop)|rspec|phpunit)\b/,
  /^(\.\/)?(mvn|mvnw|gradle|gradlew)\b.{0,80}? (test|verify|check)\b/,
  /^(trivy|tfsec|checkov|tflint|snyk|semgrep|gitleaks|detect-secrets|trufflehog|cfn-lint|cfn_nag\S*|hadolint|shellcheck|actionlint|grype|kubeval|conftest|opa)\b/,
  /^(terraform|tofu)( -\S+)* (validate|fmt .{0,80}?-check|test)\b|^sam validate\b|^aws cloudformation validate-template\b/,
  /^(make|task|just) (-\S+ )*(test|lint|check|verify|integration|smoke|e2e)\S*/,
];
/** Commands that compare what was taken with a digest, or verify a signature. */
const DIGEST =
  /^(sha\d+sum|shasum) .{0,200}?(-c|--check)\b|^cosign verify|^gh attestation verify|^gpg --verify|^openssl dgst .{0,200}?-verify/;
/** Other commands that something relies on: waiting for a deployment, scripts that are named after a check. */
const OTHERS = [
  DIGEST,
  // Nobody can rely on it against people who mean it, but a damaged file is found.
  /^(sha1sum|md5sum) .{0,80}?(-c|--check)\b/,
  /^aws\b.{0,40}? wait\b|^kubectl\b.{0,80}? (rollout status|wait)\b/,
  /^(\S*\/)?(run[-_]?)?(smoke|integration|e2e|unit|health|verify|test)[\w-]*\.(sh|py)\b/,
];
const HEALTH = /^curl\b.{0,300}?(\/health|\/ping|\/status|\/ready|\/live)|^jq (-\S+ )*(-e|--exit-status)\b/;

export function isGateCall(call: Call): boolean {
  return isCodeGateCall(call) || OTHERS.some((pattern) => pattern.test(call.text)) || HEALTH.test(call.text);
}

/** Whether a command checks code, as opposed to what was taken or what runs. */
export function isCodeGateCall(call: Call): boolean {
  return CODE.some((pattern) => pattern.test(call.text));
}

export function isDigestCall(call: Call): boolean {
  return DIGEST.test(call.text);
}

const ACTIONS =
  /^(aquasecurity\/(trivy|tfsec)-action|bridgecrewio\/checkov-action|snyk\/actions|github\/codeql-action\/analyze|golangci\/golangci-lint-action|super-linter\/|anchore\/scan-action|sonarsource\/|gitleaks\/|trufflesecurity\/|terraform-linters\/|pypa\/gh-action-pip-audit|actions\/dependency-review-action|chartboost\/ruff-action|astral-sh\/ruff-action)/i;
const WORDS =
  /\b(tests?|lint(er|ing)?|scan(ner|ning)?|checks?|verif(y|ication)|validat(e|ion)|health|smoke|audit|gates?|security|coverage|e2e|integration)\b/i;
const ELSE =
  /\b(upload|reports?|comment|notif\w*|summar\w*|clean ?up|cleanup|publish|cache|artifacts?|slack|teams|record|results?|download|set ?up|setup|install|configure|prepare|check ?out|badge|annotat\w*|skip\w*|announce|status|print|show|display|list|approv\w*|message|info|log|wait)\b/i;

/** Whether a step decides if things go on: by its commands, the action it uses, or, with neither, its name. */
export function isGateStep(step: Step): boolean {
  if (step.uses !== undefined) return ACTIONS.test(step.uses.text);
  return step.commands.some((call) => isGateCall(call)) || isGateName(step.name);
}

/** Whether a name promises a check, and not what is done with its outcome. */
export function isGateName(name: string): boolean {
  return WORDS.test(name) && !ELSE.test(name);
}

export function isGateJob(job: Job): boolean {
  const title = `${job.id.replace(/[-_]/g, ' ')} ${job.name}`;
  if (job.calls !== undefined)
    return isGateName(`${title} ${job.calls.text.replace(/^.*\//, '').replace(/[-_.]/g, ' ')}`);
  return (
    isGateName(job.id.replace(/[-_]/g, ' ')) ||
    isGateName(job.name) ||
    job.steps.some((step) => step.commands.some(isGateCall))
  );
}
