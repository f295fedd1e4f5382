/** Where act 0.2.89 is known not to do as GitHub does: each entry says what it does instead. */

/** Areas of cases in which act has no say. */
export const AREA_LIMITS: Readonly<Record<string, string>> = {
  called:
    'Names are those of the called file, `github.workflow` too; results and typed inputs do not arrive; what the caller may not do is allowed.',
  concurrency: 'Groups are not known, and one run is all that act starts.',
  environments: 'Neither reviewers, timers, branch policies nor variables of environments are known.',
  matrix: 'Legs are numbered instead of named, share one result, and are not cancelled when one fails.',
  permissions: 'Tokens are passed through as they are given, whatever the file or a fork would allow.',
  rejected: 'Many a file that GitHub rejects is run.',
  secrets: 'Secrets are command line arguments, and outputs that show one are passed on.',
  timeouts: 'The limit of a job is ignored.',
};

/** Cases of the other areas, by what act does instead. The source of each case says why GitHub does otherwise. */
export const CASE_LIMITS: Readonly<Record<string, readonly string[]>> = {
  'refuses a condition that is empty, where GitHub takes it for success()': [
    'conditions/a-condition-of-spaces-means-success',
    'conditions/an-empty-condition-is-skipped-after-a-failure',
    'conditions/an-empty-condition-means-success',
  ],
  'takes a text in braces for a value, where GitHub reads it as the condition': [
    'conditions/a-literal-in-braces-becomes-the-condition',
    'conditions/an-empty-literal-in-braces-means-success',
  ],
  'takes texts for booleans, and lists and objects for texts': [
    'conditions/a-text-for-continue-on-error-does-not-count',
    'expressions/an-array-is-no-value-of-a-variable',
    'expressions/an-object-is-no-value-of-a-variable',
  ],
  'fails a run for a job that may fail, and what needs it is not started': [
    'conditions/a-tolerated-job-does-not-fail-the-run',
    'conditions/a-tolerated-job-has-the-result-success',
  ],
  'gives the outputs of a skipped job as they are written': ['conditions/a-skipped-job-has-no-outputs'],
  'finds a job by its id in one case only': ['conditions/a-need-is-found-in-any-case'],
  'knows neither the ref of this event nor that a path is the name of a workflow without one': [
    'events/a-created-tag',
    'events/a-merge-group',
    'events/a-merge-group-runs-on-its-own-ref',
    'events/a-workflow-without-name-is-its-path',
  ],
  'does not fill in what a dispatch leaves out': [
    'events/the-type-of-a-repository-dispatch-is-its-action',
    'inputs/a-boolean-default-applies',
    'inputs/an-omitted-input-takes-its-default',
  ],
  'filters lists and objects by rules of its own': [
    'expressions/a-filter-on-nothing-is-empty',
    'expressions/a-filter-takes-a-property-of-each',
    'expressions/a-filter-works-on-objects',
    'expressions/an-index-after-a-filter-goes-into-each',
    'expressions/two-filters-flatten',
  ],
  'takes no text or number for an index of the other kind': [
    'expressions/an-index-into-an-array',
    'expressions/an-index-into-an-object',
  ],
  'does not know case()': ['expressions/case-needs-booleans', 'expressions/case-takes-the-first-true'],
  'goes on, or ends in a panic, where an expression cannot be evaluated': [
    'expressions/format-with-a-lone-brace-fails',
    'expressions/format-with-a-missing-argument-fails',
    'expressions/fromjson-of-broken-text-fails',
    'expressions/fromjson-of-empty-text-fails',
    'steps/an-output-of-the-job-that-cannot-be-evaluated',
  ],
  'reads and writes numbers, or compares, by rules of its own': [
    'expressions/hexadecimal-and-octal-text-are-numbers',
    'expressions/numbers-are-written-plainly',
    'expressions/operators-have-their-order',
    'expressions/spaces-around-a-number-do-not-matter',
    'expressions/two-objects-are-never-equal',
    'expressions/yaml-scalars-as-text',
  ],
  'has the variables of the machine in the env context, whatever their case': [
    'expressions/the-env-context-has-only-own-variables',
    'steps/the-env-context-respects-case',
  ],
  'sorts the keys of an object': ['expressions/tojson-indents-by-two'],
  'fails the job, but neither the step nor what follows, when the file of a command cannot be read': [
    'steps/a-bad-line-in-github-env-fails',
    'steps/a-bad-line-in-github-output-fails',
    'steps/a-bad-line-may-be-tolerated',
    'steps/a-block-without-its-end-fails',
    'steps/a-removed-file-is-no-error',
    'steps/blank-lines-between-outputs-are-ignored',
  ],
  'takes a block without a name': ['steps/a-block-without-a-name-fails'],
  'finds commands at the very start of a line and in lower case only, and allows those that are disabled': [
    'steps/a-command-starts-its-line',
    'steps/add-path-is-disabled',
    'steps/names-of-commands-ignore-case',
    'steps/set-env-is-disabled',
  ],
  'lets GITHUB_ENV set what no step may set': [
    'steps/github-env-refuses-node-options',
    'steps/github-variables-cannot-be-overwritten',
  ],
  'gives a composite action variables for its inputs, and lets outputs out that it does not declare': [
    'steps/a-composite-action-has-no-input-variables',
    'steps/a-composite-action-maps-its-outputs',
  ],
  'does not check the inputs, the shells and the names within an action': [
    'steps/a-composite-step-needs-a-shell',
    'steps/an-unknown-input-of-an-action-is-a-warning',
    'steps/names-of-action-inputs-ignore-case',
  ],
  'starts a shell that has no place for the script without it': ['steps/a-shell-with-options-needs-its-place'],
  'numbers steps that have no id, and finds them by their number': [
    'steps/a-killed-step-has-the-exit-code-of-its-signal',
    'steps/a-step-without-an-id-has-no-outputs',
  ],
  'mixes the defaults of the job with those of the workflow': [
    'steps/defaults-of-the-job-replace-those-of-the-workflow',
  ],
  'shows the folder as it is for a checkout, without a commit where it has none': [
    'steps/a-checkout-is-at-the-commit-of-the-run',
    'steps/a-checkout-of-a-tag-has-no-branch',
  ],
  'tells of an exit code in other words': ['steps/an-exit-code-fails-the-step'],
};
