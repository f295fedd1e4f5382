#!/usr/bin/env bash
# Initializes the folder of a tenant with the state of the environment, and with both locks where there are two.
# env: FOLDER        folder of the tenant
# env: REGION        region of the environment
# env: STATE_BUCKET  bucket of the state
# env: STATE_KEY     key of its state
# env: LOCK_TABLE    DynamoDB table that is locked beside the lock file; empty: the file alone
# env: KMS_KEY       alias of the key of the state; empty: what the bucket does by itself
# exit: 0 initialized, 1 not
set -euo pipefail
export TF_IN_AUTOMATION=true CHECKPOINT_DISABLE=true

fail() {
  echo "::error::$1"
  exit 1
}

settings=("bucket=$STATE_BUCKET" "key=$STATE_KEY" "region=$REGION" encrypt=true use_lockfile=true)
# What deploys by hand may lock the table only: a lock file alone would not see it.
[ -z "$LOCK_TABLE" ] || settings+=("dynamodb_table=$LOCK_TABLE")
[ -z "$KMS_KEY" ] || settings+=("kms_key_id=$KMS_KEY")
terraform -chdir="$FOLDER" init -input=false -no-color -reconfigure -lockfile=readonly "${settings[@]/#/-backend-config=}" ||
  fail "terraform init failed in $FOLDER; the lines above say why. Where providers are missing, run terraform init there and commit .terraform.lock.hcl."

# Without a backend in its code Terraform would start with an empty state on this runner, and create everything again.
used=$(jq --raw-output '.backend | "\(.type) \(.config.bucket)/\(.config.key)"' "$FOLDER/.terraform/terraform.tfstate" 2> /dev/null || true)
[ "$used" = "s3 $STATE_BUCKET/$STATE_KEY" ] ||
  fail "$FOLDER keeps its state in \"${used:-this runner}\", not in $STATE_BUCKET/$STATE_KEY. Write: terraform { backend \"s3\" {} }"
