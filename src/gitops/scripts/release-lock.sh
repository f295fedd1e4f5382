#!/usr/bin/env bash
# Releases the locks that a dead run has left, if they are still those that were shown when people were asked.
# env: STATE_BUCKET  bucket of the state
# env: STATE_KEY     key of the state
# env: LOCK_TABLE    DynamoDB table that is locked beside the lock file; empty: the file alone
# env: LOCKS         locks that are held now, as JSON
# env: SHOWN         those that were shown
# env: OWNER         run that left them
# env: ALIVE         whether that run still goes on: "true", "false" or "unknown"
# exit: 0 released, 1 refused
set -euo pipefail

fail() {
  echo "::error::$1"
  exit 1
}

[ "$LOCKS" != '[]' ] || fail 'Nobody holds a lock any more. Nothing is left to do.'
[ "$LOCKS" = "$SHOWN" ] || fail 'Somebody else holds the lock now than was shown. Start a new run if that one is stale, too.'
[ "$ALIVE" = false ] || fail "Run ${OWNER:-of somebody else} may still be at work: $ALIVE. Only what a dead run has left is released."

# Who died between the two writes of Terraform has left a table that knows another state than there is, by its MD5:
# Terraform would refuse it for ever. The lock is still held, so nobody else writes.
if [ -n "$LOCK_TABLE" ]; then
  state=$(mktemp)
  trap 'rm -f "$state"' EXIT
  row="LockID={S=$STATE_BUCKET/$STATE_KEY-md5}"
  known=$(aws dynamodb get-item --table-name "$LOCK_TABLE" --key "$row" --consistent-read --query Item.Digest.S --output text)
  if aws s3api get-object --bucket "$STATE_BUCKET" --key "$STATE_KEY" "$state" > /dev/null; then
    actual=$(md5sum < "$state")
    if [ "$known" != "${actual%% *}" ]; then
      aws dynamodb put-item --table-name "$LOCK_TABLE" --item "$row,Digest={S=${actual%% *}}"
      echo "::notice::Run $OWNER had written the state and died before it noted so in $LOCK_TABLE. That was made good."
    fi
  elif [ "$known" != None ]; then
    fail "$LOCK_TABLE knows a state, but s3://$STATE_BUCKET/$STATE_KEY cannot be read. Restore it from an older version first."
  fi
fi
# Each goes only as it was shown: who came in between keeps a lock.
if [ "$(jq 'any(.place == "table")' <<< "$LOCKS")" = true ]; then
  id=$(jq --raw-output '[.[] | select(.place == "table")][0].id' <<< "$LOCKS")
  values=$(jq --null-input --arg id "$id" '{":id": {S: $id}}')
  aws dynamodb delete-item --table-name "$LOCK_TABLE" --key "LockID={S=$STATE_BUCKET/$STATE_KEY}" \
    --condition-expression 'contains(Info, :id)' --expression-attribute-values "$values" ||
    fail 'The lock in the table is another than was shown. Start a new run.'
fi
if [ "$(jq 'any(.place == "lock file")' <<< "$LOCKS")" = true ]; then
  aws s3api delete-object --bucket "$STATE_BUCKET" --key "$STATE_KEY.tflock" > /dev/null
fi
told=$(jq --raw-output 'map("\(.place): \(.who) since \(.since | .[:19])") | join("; ")' <<< "$LOCKS")
printf '### Lock released\n\nLeft by run %s (%s). What that run had done is in the state: plan the tenant, and look.\n' "$OWNER" "${told//[$'\r\n']/ }" >> "$GITHUB_STEP_SUMMARY"
echo "Released what run $OWNER had left: ${told//[$'\r\n']/ }."
