#!/usr/bin/env bash
# Archives the state of a tenant of which nothing is left: copied first, then deleted, if nobody has written it meanwhile.
# env: FOLDER        folder of the tenant
# env: STATE_BUCKET  bucket of the state
# env: STATE_KEY     key of the state
# env: LOCK_TABLE    DynamoDB table that is locked beside the lock file; empty: the file alone
# env: ARCHIVE       where in the bucket this run keeps the state
# env: KMS_KEY       alias of the key of the state; empty: what the bucket does by itself
# exit: 0 archived, 1 something is left
set -euo pipefail
export CHECKPOINT_DISABLE=true
fail() {
  echo "::error::$1"
  exit 1
}

said=$(aws s3api head-object --bucket "$STATE_BUCKET" --key "$STATE_KEY" --output json 2>&1) || {
  [[ "$said" == *'Not Found'* ]] || fail "The state could not be read: ${said//$'\n'/ }"
  echo 'There is no state any more.'
  exit 0
}
version=$(jq --raw-output .ETag <<< "$said")
state=$(terraform -chdir="$FOLDER" state pull)
left=$(jq --raw-output '[.resources[]? | select(.mode == "managed") | "\(if .module then .module + "." else "" end)\(.type).\(.name)"] | join(", ")' <<< "${state:-{\}}")
[ -z "$left" ] || fail "These are still in the state: $left. Start a new run, whose plan has what is left."

key=()
[ -z "$KMS_KEY" ] || key=(--server-side-encryption aws:kms --ssekms-key-id "$KMS_KEY")
aws s3api copy-object --bucket "$STATE_BUCKET" --key "${ARCHIVE}after.tfstate" --copy-source "$STATE_BUCKET/$STATE_KEY" \
  --copy-source-if-match "$version" "${key[@]}" > /dev/null || fail 'Somebody else changed the state meanwhile. Find out who, then start a new run.'
# Terraform holds a state to the digest in the table, and an absent one as well: the digest goes first.
if [ -n "$LOCK_TABLE" ]; then
  digest=$(jq --null-input --compact-output --arg id "$STATE_BUCKET/$STATE_KEY-md5" '{LockID: {S: $id}}')
  aws dynamodb delete-item --table-name "$LOCK_TABLE" --key "$digest"
fi
aws s3api delete-object --bucket "$STATE_BUCKET" --key "$STATE_KEY" --if-match "$version" > /dev/null ||
  fail 'Somebody else changed the state meanwhile. Find out who, then start a new run.'
echo "Nothing is left in the state; it is kept as s3://$STATE_BUCKET/${ARCHIVE}after.tfstate."
