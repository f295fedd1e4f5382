import { valueOf, type Job, type Step } from '../read/model';
import type { Repository } from '../read/repository';
import { assumptionOf } from './credentials';
import { effectOfCall } from './effects';

/** Actions that write nothing to GitHub, whatever token they get. */
const HARMLESS =
  /^(actions\/(checkout|setup-[\w-]+|upload-artifact|download-artifact|cache(\/\w+)?|dependency-review-action)|aws-actions\/[\w-]+|hashicorp\/setup-[\w-]+|opentofu\/setup-opentofu|terraform-linters\/setup-tflint|astral-sh\/setup-uv|slackapi\/slack-github-action|8398a7\/action-slack|rtCamp\/action-slack-notify|docker\/(setup-[\w-]+|metadata-action)|aquasecurity\/[\w-]+|bridgecrewio\/checkov-action|azure\/(login|setup-[\w-]+)|google-github-actions\/[\w-]+|pnpm\/action-setup|gruntwork-io\/[\w-]+|step-security\/harden-runner|docker:\/\/)/i;
/** Actions that are known to write, and where. */
const WRITERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^(softprops\/action-gh-release|ncipollo\/release-action|actions\/create-release|goreleaser\/|stefanzweifel\/git-auto-commit-action|EndBug\/add-and-commit|ad-m\/github-push-action|peaceiris\/actions-gh-pages|mathieudutour\/github-tag-action)/i,
    ['contents'],
  ],
  [/^peter-evans\/create-pull-request/, ['contents', 'pull-requests']],
  [
    /^(marocchino\/sticky-pull-request-comment|peter-evans\/create-or-update-comment|thollander\/actions-comment-pull-request|actions\/labeler)/,
    ['pull-requests', 'issues'],
  ],
  [/^(actions\/(attest|attest-build-provenance)|sigstore\/cosign-installer)/, ['id-token', 'attestations', 'packages']],
  [/^(codecov\/codecov-action|pypa\/gh-action-pypi-publish)/, ['id-token']],
  [/^docker\/(login-action|build-push-action)/, ['packages', 'id-token', 'attestations']],
  [/^github\/codeql-action\//, ['security-events']],
  [/^actions\/(deploy-pages|configure-pages|upload-pages-artifact)/, ['pages', 'id-token']],
  [/^(aquasecurity\/trivy-action|ossf\/scorecard-action)/, ['security-events', 'id-token']],
  [/^dorny\/paths-filter|^tj-actions\/changed-files/, []],
  [
    /^(dorny\/test-reporter|EnricoMi\/publish-unit-test-result-action|mikepenz\/action-junit-report)/,
    ['checks', 'pull-requests', 'contents'],
  ],
];
/** Commands of gh that write, and where. */
const GH: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^gh (release (create|upload|edit|delete)|repo )/, ['contents']],
  [/^gh pr (create|merge)/, ['contents', 'pull-requests']],
  [/^gh pr /, ['pull-requests', 'issues']],
  [/^gh (issue|label) /, ['issues', 'pull-requests']],
  [/^gh (run|workflow|cache) /, ['actions']],
  [/^gh (release (view|download|list)|attestation verify|auth status|--version)/, []],
];
/** Commands about whose use of the token nothing is known. */
const OPAQUE =
  /^(gh api|curl\b.*api\.github\.com|git push|npx semantic-release|semantic-release|npm publish|(npm|yarn|pnpm)( run)? (release|publish|version)|make release|\S*release\S*\.(sh|py|js)\b|docker push|helm push|cosign|twine|hub )/;

/** Scopes that the steps of a job may write to; undefined where any may be needed. */
export function writtenScopes(repository: Repository, job: Job): Set<string> | undefined {
  const scopes = new Set<string>();
  if (job.calls !== undefined) {
    const called = repository.calledBy(job);
    if (called === undefined) return undefined;
    for (const each of called.jobs) {
      const below = each.calls === undefined ? writtenScopes(repository, each) : undefined;
      if (below === undefined) return undefined;
      for (const scope of below) scopes.add(scope);
    }
    return scopes;
  }
  for (const step of repository.stepsOf(job)) {
    const written = scopesOfStep(repository, step);
    if (written === undefined) return undefined;
    for (const scope of written) scopes.add(scope);
  }
  return scopes;
}

function scopesOfStep(repository: Repository, step: Step): readonly string[] | undefined {
  const uses = step.uses?.text;
  if (uses !== undefined) return scopesOfAction(repository, step, uses);
  const commands = repository.commandsOf(step);
  const scopes: string[] = [];
  // A shell other than bash was not read.
  if (step.run !== undefined && step.commands.length === 0 && step.run.text.trim() !== '') return undefined;
  for (const { text } of commands) {
    if (OPAQUE.test(text)) return undefined;
    const found = GH.find(([pattern]) => pattern.test(text));
    if (found === undefined && text.startsWith('gh ')) return undefined;
    scopes.push(...(found?.[1] ?? []));
  }
  const token = step.env.some(({ key }) => /^(GH|GITHUB)_?(TOKEN|PAT)$/i.test(key));
  const script = commands.some(
    (call) => /\.(sh|py|js|ts)$/.test(call.text.split(' ')[0] ?? '') && effectOfCall(call) === undefined,
  );
  return token && (script || scopes.length === 0) && !commands.some(({ text }) => text.startsWith('gh '))
    ? undefined
    : scopes;
}

function scopesOfAction(repository: Repository, step: Step, uses: string): readonly string[] | undefined {
  const scopes = assumptionOf(step) === undefined ? [] : ['id-token'];
  if (repository.actionOf(step) !== undefined) return scopes;
  const writer = WRITERS.find(([pattern]) => pattern.test(uses));
  if (writer !== undefined) return [...scopes, ...writer[1]];
  if (!HARMLESS.test(uses)) return undefined;
  const comments = valueOf(step.with, 'comment-summary-in-pr') !== undefined;
  // A checkout that keeps its token is made in order to push.
  return comments ? [...scopes, 'pull-requests'] : scopes;
}
