#!/usr/bin/env bash
# Keeps a plan where only the roles of this environment can read it: a plan holds values, and artifacts have many readers.
# env: STATE_BUCKET  bucket of state and plans
# env: PLAN_KEY      key of the plan
# env: KMS_KEY       alias of the key; empty: what the bucket does by itself
# exit: 0 kept, other: not
set -euo pipefail

key=()
[ -z "$KMS_KEY" ] || key=(--server-side-encryption aws:kms --ssekms-key-id "$KMS_KEY")
aws s3api put-object --bucket "$STATE_BUCKET" --key "$PLAN_KEY" --body "$RUNNER_TEMP/tfplan" --checksum-algorithm SHA256 "${key[@]}" > /dev/null
echo "The plan is kept as s3://$STATE_BUCKET/$PLAN_KEY."
