#!/usr/bin/env bash
# Writes the record of a deployment for people: into the notes of the release and the summary. No check reads it.
# env: GH_TOKEN     token with contents: write
# env: ENVIRONMENT  environment of the platform
# env: ACTION       "deploy" or "rollback"
# env: RESULT       how the deployment ended: success, failure, cancelled
# env: VERSION      what was deployed
# env: DIGEST       SHA-256 of its manifest
# env: PREVIOUS     what ran before
# env: APPROVERS    who approved it, separated by spaces
# env: WAY_BACK     how to go back to what ran before, as people would type or do it
# env: REASON       why, for rollbacks and emergencies; the ticket of an incident comes first
# exit: 0 recorded, other: not
set -euo pipefail
here=$(dirname "$0")
releases=repos/$GITHUB_REPOSITORY/releases
run=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID
REASON=${REASON# } # what is left of the place of a ticket that was not given

case "$ACTION $RESULT" in
  'deploy success') next="Watch what callers meet. To go back: $WAY_BACK" ;;
  'rollback success') next='Mend the cause on main; the version that was left stays in the releases.' ;;
  *)
    case "$PREVIOUS" in
      '') left='Nothing was deployed.' ;;
      none) left='Nothing ran there before; look at the stack.' ;;
      *) left="$PREVIOUS should run; look at the stack if in doubt." ;;
    esac
    next="Open the job that failed: its last lines say what is wrong and what to do. $left"
    ;;
esac
{
  printf '## %s of %s to %s: %s\n\n' "${ACTION^}" "$VERSION" "${ENVIRONMENT:-?}" "$RESULT"
  printf '| | |\n| --- | --- |\n'
  printf '| Version | \140%s\140 |\n| Digest | \140%s\140 |\n| Before it | \140%s\140 |\n| Started by | %s |\n| Approved by | %s |\n' "$VERSION" "$DIGEST" "${PREVIOUS:--}" "$GITHUB_ACTOR" "${APPROVERS:-nobody; none was asked}"
  [ -z "$REASON" ] || printf '| Reason | %s |\n' "$(printf '%s' "$REASON" | tr '|\r\n' '/  ')"
  printf '\n**Next:** %s\n' "$next"
} >> "$GITHUB_STEP_SUMMARY"

release=$("$here/github-api.sh" GET "$releases/tags/$VERSION")
noted=$(jq --raw-output --arg environment "$ENVIRONMENT" --arg action "$ACTION" --arg result "$RESULT" \
  --arg version "$VERSION" --arg digest "$DIGEST" --arg previous "$PREVIOUS" --arg actor "$GITHUB_ACTOR" --arg approvers "$APPROVERS" \
  --arg reason "$REASON" --arg run "$run" --arg at "$(date --utc +%FT%TZ)" '
  {environment: $environment, action: $action, result: $result, version: $version, digest: $digest,
    previous: $previous, actor: $actor, approvers: ($approvers | split(" ")), reason: $reason, run: $run, at: $at} as $record
  | .id, ({body: "\(.body // "")\n\n```json\n\($record | tojson)\n```"} | tojson)' <<< "$release")
{ read -r id && read -r request; } <<< "$noted"
"$here/github-api.sh" PATCH "$releases/$id" --header 'Content-Type: application/json' --data @- <<< "$request" > /dev/null
