#!/usr/bin/env bash
# Tags the destruction of a tenant, once, with the record in the tag, and tells people what to do next. No check reads the
# record; that there is a tag, and from which run, tells that what was deployed before is gone.
# env: GH_TOKEN     token with contents: write
# env: TENANT       name of the tenant
# env: ENVIRONMENT  environment of the platform
# env: LEFT         "true": this run destroyed it; "false": an earlier one did
# env: APPROVERS    who approved, separated by spaces
# env: REASON       why, and who decided
# env: TICKET       ticket of the decision
# env: BRANCH       branch that takes its values out
# env: GONE         "file" or "folder": what that branch takes out
# exit: 0 recorded, other: not
set -euo pipefail
here=$(dirname "$0")
prefix=destroy-tenant-$TENANT-$ENVIRONMENT-
tag=$prefix$GITHUB_RUN_ID

known=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/git/matching-refs/tags/$prefix?per_page=100" |
  jq --raw-output --arg prefix "refs/tags/$prefix" '[.[].ref[($prefix | length):] | select(test("^[0-9]+$")) | tonumber] | max // ""')
if [ "$LEFT" = false ] && [ -n "$known" ]; then
  said="was destroyed in $ENVIRONMENT by run $known; nothing was left to do"
else
  said="is destroyed in $ENVIRONMENT"
  record=$(jq --null-input --arg tenant "$TENANT" --arg environment "$ENVIRONMENT" --arg commit "$GITHUB_SHA" --arg actor "$GITHUB_ACTOR" \
    --arg approvers "$APPROVERS" --arg reason "$REASON" --arg ticket "$TICKET" --arg at "$(date --utc +%FT%TZ)" \
    --arg run "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID" \
    '{tenant: $tenant, environment: $environment, commit: $commit, actor: $actor, approvers: ($approvers | split(" ")),
      reason: $reason, ticket: $ticket, run: $run, at: $at}')
  object=$(jq --null-input --arg tag "$tag" --arg record "$record" --arg commit "$GITHUB_SHA" \
    '{tag: $tag, message: $record, object: $commit, type: "commit"}' |
    "$here/github-api.sh" POST "repos/$GITHUB_REPOSITORY/git/tags" --header 'Content-Type: application/json' --data @-)
  jq --arg tag "$tag" '{ref: "refs/tags/\($tag)", sha}' <<< "$object" |
    "$here/github-api.sh" POST "repos/$GITHUB_REPOSITORY/git/refs" --header 'Content-Type: application/json' --data @- > /dev/null
fi

{
  printf '## %s %s\n\n| | |\n| --- | --- |\n' "$TENANT" "$said"
  printf '| Started by | %s |\n| Approved by | %s |\n| Ticket | %s |\n| Reason | %s |\n\n' "$GITHUB_ACTOR" "${APPROVERS:-nobody}" "$TICKET" "$(tr '|\r\n' '/  ' <<< "$REASON")"
  printf '**Next:** open the pull request that takes its %s out of main, and let it be merged: ' "$GONE"
  printf '%s/%s/compare/main...%s?expand=1\n\n' "$GITHUB_SERVER_URL" "$GITHUB_REPOSITORY" "$BRANCH"
  printf 'Until then a marker keeps deployments, drift detection and bulk operations from making it again.\n'
} >> "$GITHUB_STEP_SUMMARY"
echo "$TENANT $said."
