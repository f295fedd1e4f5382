#!/usr/bin/env bash
# Tags what was deployed, with the record in the tag, and tells people what is there and how to go back. No check reads
# the record.
# env: GH_TOKEN     token with contents: write
# env: TENANT       name of the tenant
# env: ENVIRONMENT  environment of the platform
# env: TENANTS      folder that holds a folder for each tenant
# env: RESULT       how the job that applies ended: success, failure, cancelled
# env: FACTS        what the job that planned said, as JSON: among it the digest of the changes
# env: APPROVERS    who approved, separated by spaces
# env: REASON       why, for emergencies; the ticket of the incident comes first
# exit: 0 recorded, other: not
set -euo pipefail
here=$(dirname "$0")
REASON=${REASON# } # what is left of the place of a ticket that was not given
digest=$(jq --raw-output '.digest // ""' <<< "$FACTS")
tag=deploy-tenant-$TENANT-$ENVIRONMENT-$GITHUB_RUN_ID

{
  printf '## %s in %s: %s\n\n| | |\n| --- | --- |\n' "$TENANT" "$ENVIRONMENT" "$RESULT"
  printf '| Commit | \140%s\140 |\n| Changes | \140%s\140 |\n| Started by | %s |\n| Approved by | %s |\n' "$GITHUB_SHA" "$digest" "$GITHUB_ACTOR" "${APPROVERS:-nobody}"
  [ -z "$REASON" ] || printf '| Reason | %s |\n' "$(printf '%s' "$REASON" | tr '|\r\n' '/  ')"
  if [ "$RESULT" = success ]; then
    printf '\n**To go back:** revert the change on main, then start this workflow again.\n\n'
  else
    printf '\n**Next:** open the job that failed; its last lines say what is wrong. To go back instead:\n\n'
  fi
  echo "    git revert --no-edit \"\$(git log -1 --format=%H ${GITHUB_SHA:0:12} -- $TENANTS/$TENANT)\""
  printf '\nWhat is in the database and on EFS stays as it is: going back changes the infrastructure only.\n'
} >> "$GITHUB_STEP_SUMMARY"
[ "$RESULT" = success ] || exit 0

record=$(jq --null-input --compact-output --arg tenant "$TENANT" --arg environment "$ENVIRONMENT" --arg commit "$GITHUB_SHA" --arg changes "$digest" \
  --arg actor "$GITHUB_ACTOR" --arg approvers "$APPROVERS" --arg reason "$REASON" --arg at "$(date --utc +%FT%TZ)" \
  --arg run "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID" \
  '{tenant: $tenant, environment: $environment, commit: $commit, changes: $changes, actor: $actor,
    approvers: ($approvers | split(" ")), reason: $reason, run: $run, at: $at}')
object=$(jq --null-input --arg tag "$tag" --arg record "$record" --arg commit "$GITHUB_SHA" \
  '{tag: $tag, message: $record, object: $commit, type: "commit"}' |
  "$here/github-api.sh" POST "repos/$GITHUB_REPOSITORY/git/tags" --header 'Content-Type: application/json' --data @-)
jq --arg tag "$tag" '{ref: "refs/tags/\($tag)", sha}' <<< "$object" |
  "$here/github-api.sh" POST "repos/$GITHUB_REPOSITORY/git/refs" --header 'Content-Type: application/json' --data @- > /dev/null
echo "Tagged $tag."
