#!/usr/bin/env bash
# Looks whether the state of a tenant is locked, in the lock file and in the table: a plan without a lock runs straight
# through both.
# env: STATE_BUCKET  bucket of the state
# env: STATE_KEY     key of the state
# env: LOCK_TABLE    DynamoDB table that is locked beside the lock file; empty: the file alone
# out: held, locks   "true" or "false"; each lock as JSON: place, id, who, since, what
# exit: 0 told, other: a lock could not be read
set -euo pipefail
found=$(mktemp)
trap 'rm -f "$found"' EXIT
: > "$found.all"

file=$STATE_KEY.tflock
code=0
said=$(aws s3api get-object --bucket "$STATE_BUCKET" --key "$file" "$found" 2>&1) || code=$?
if [ "$code" = 0 ]; then
  jq --compact-output '. + {place: "lock file"}' "$found" >> "$found.all"
elif [[ "$said" != *NoSuchKey* ]]; then
  echo "::error::The lock file $STATE_BUCKET/$file could not be read: ${said//$'\n'/ }"
  exit 1
fi
if [ -n "$LOCK_TABLE" ]; then
  info=$(aws dynamodb get-item --table-name "$LOCK_TABLE" --key "LockID={S=$STATE_BUCKET/$STATE_KEY}" --consistent-read \
    --query Item.Info.S --output text)
  [ "$info" = None ] || jq --compact-output '. + {place: "table"}' <<< "$info" >> "$found.all"
fi

held=false locks='[]'
if [ -s "$found.all" ]; then
  held=true
  locks=$(jq --slurp --compact-output 'map({place, id: .ID, who: .Who, since: .Created, what: .Operation})' "$found.all")
  jq --raw-output '.[] | "Locked in the \(.place) since \(.since) by \(.who): \(.what) (\(.id))."' <<< "$locks"
else
  echo 'Nobody holds a lock.'
fi
rm "$found.all"
printf 'held=%s\nlocks=%s\n' "$held" "$locks" >> "$GITHUB_OUTPUT"
