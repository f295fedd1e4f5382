#!/usr/bin/env bash
# Refuses a rollback to a template that lacks a resource which holds data: CloudFormation would delete it.
# env: STACK     name of the stack
# env: ARTIFACT  folder with the template to go back to
# exit: 0 nothing would be lost, 1 refused with the list
set -euo pipefail

error=$(mktemp)
trap 'rm -f "$error"' EXIT
# What cannot be listed might be lost.
fail() {
  echo "::error::The resources of $STACK could not be listed: $(tail -n 1 "$error"). Nothing was done, as the template to go back to might delete what holds data. Start again when they can be read."
  exit 1
}

kept=$(awk '/^[A-Za-z]/ { inside = ($1 == "Resources:") } inside && /^  [A-Za-z0-9]+:/ { sub(":", "", $1); print $1 }' "$ARTIFACT/template.yaml")
resources=$(aws cloudformation list-stack-resources --stack-name "$STACK" --output json 2> "$error") || fail
holding=$(jq --raw-output '.StackResourceSummaries[]
  | select(.ResourceStatus | startswith("DELETE_") | not)
  | select(.ResourceType | test("^AWS::(DynamoDB|RDS|S3|EFS|SQS|Kinesis|Cognito::UserPool$|SecretsManager::Secret$|KMS::Key$|DocDB|Neptune|ElastiCache|OpenSearchService|Backup|Timestream|FSx)"))
  | select(.ResourceType | test("Policy$|Attachment$") | not)
  | "\(.LogicalResourceId) \(.ResourceType)"' <<< "$resources" 2> "$error") || fail
lost=()
while read -r id type; do
  [ -z "$id" ] || grep -Fqx "$id" <<< "$kept" || lost+=("$id ($type)")
done <<< "$holding"

if [ "${#lost[@]}" -gt 0 ]; then
  printf '::error::The template to go back to would delete %s, which holds data.\n' "${lost[@]}"
  echo "::error::Nothing was done. Go back to a version that has these resources, or deploy a new version that keeps them."
  exit 1
fi
echo "The template to go back to keeps every resource that holds data."
