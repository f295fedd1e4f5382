#!/usr/bin/env bash
# Deploys an artifact as a CloudFormation stack. Its tags say what runs: the next promotion reads them.
# env: STACK        name of the stack
# env: ENVIRONMENT  environment of the platform
# env: ALIAS        alias that callers use
# env: TAGS         further tags, as key=value separated by spaces
# env: ARTIFACT     folder with template.yaml and zips
# env: VERSION      version of the artifact
# env: DIGEST       SHA-256 of its manifest
# exit: 0 deployed, other: CloudFormation has undone it, or says why not
set -euo pipefail
read -r -a own_tags <<< "$TAGS"

cd "$ARTIFACT"
SAM_CLI_TELEMETRY=0 sam deploy --template-file template.yaml --stack-name "$STACK" --resolve-s3 \
  --capabilities CAPABILITY_IAM --no-confirm-changeset --no-fail-on-empty-changeset --no-progressbar \
  --parameter-overrides "Environment=$ENVIRONMENT" "AliasName=$ALIAS" \
  --tags "${own_tags[@]}" "environment=$ENVIRONMENT" managed-by=projen-fleet \
  "version=$VERSION" "digest=$DIGEST" "run-id=$GITHUB_RUN_ID"
