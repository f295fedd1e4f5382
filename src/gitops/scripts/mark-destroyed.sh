#!/usr/bin/env bash
# Marks a tenant in the bucket of its state, before anything is destroyed and when all is: nothing may make it again until
# people have taken its values out of main.
# env: TENANT        name of the tenant
# env: ENVIRONMENT   environment of the platform
# env: FOLDER        folder of the tenant
# env: STATE_BUCKET  bucket of the state
# env: MARKER_KEY    key of the marker
# env: ARCHIVE       where in the bucket this run keeps the state
# env: KMS_KEY       alias of the key of the state; empty: what the bucket does by itself
# env: STATUS        "destroying" or "destroyed"
# env: APPROVERS     who approved, separated by spaces
# env: REASON        why, and who decided
# env: TICKET        ticket of the decision
# exit: 0 marked, other: not
set -euo pipefail
marker=$RUNNER_TEMP/marker.json

file=$FOLDER/$ENVIRONMENT.tfvars
# Of the two layouts one has a single file.
[ -f "$file" ] || file=$FOLDER/terraform.tfvars
# From the first mark on nothing makes the tenant again, so that moment stays.
[ -f "$marker" ] || jq --null-input --arg at "$(date --utc +%FT%TZ)" '{at: $at}' > "$marker"
marked=$(jq --arg tenant "$TENANT" --arg environment "$ENVIRONMENT" --arg status "$STATUS" --arg file "$file" \
  --arg run "$GITHUB_RUN_ID" --arg commit "$GITHUB_SHA" --arg actor "$GITHUB_ACTOR" --arg approvers "$APPROVERS" \
  --arg reason "$REASON" --arg ticket "$TICKET" --arg archive "$ARCHIVE" --rawfile backups "$RUNNER_TEMP/backups" \
  '{tenant: $tenant, environment: $environment, status: $status, file: $file, run: ($run | tonumber), commit: $commit,
    actor: $actor, approvers: ($approvers | split(" ")), reason: $reason, ticket: $ticket, archive: $archive,
    backups: ($backups | split("\n") | map(select(. != ""))), at: .at}' "$marker")
printf '%s\n' "$marked" > "$marker"

key=()
[ -z "$KMS_KEY" ] || key=(--server-side-encryption aws:kms --ssekms-key-id "$KMS_KEY")
aws s3api put-object --bucket "$STATE_BUCKET" --key "$MARKER_KEY" --body "$marker" "${key[@]}" > /dev/null
echo "Marked as $STATUS in s3://$STATE_BUCKET/$MARKER_KEY."
