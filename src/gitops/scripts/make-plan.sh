#!/usr/bin/env bash
# Plans a tenant without taking a lock, into tfplan of the temporary folder. Values stay out of the log.
# env: FOLDER       folder of the tenant
# env: ENVIRONMENT  environment of the platform
# env: MODE         "destroy": plans to remove everything; empty: what the code says
# out: changes      "true" or "false"
# exit: 0 planned, 1 not
set -euo pipefail
export TF_IN_AUTOMATION=true CHECKPOINT_DISABLE=true

options=(-input=false -no-color -lock=false -detailed-exitcode "-out=$RUNNER_TEMP/tfplan")
# Of the two layouts one has a file for each environment; terraform.tfvars is read by itself.
[ ! -f "$FOLDER/$ENVIRONMENT.tfvars" ] || options+=("-var-file=$ENVIRONMENT.tfvars")
[ "$MODE" != destroy ] || options+=(-destroy)
code=0
said=$(terraform -chdir="$FOLDER" plan "${options[@]}" 2>&1) || code=$?
case "$code" in
  0) changes=false ;;
  2) changes=true ;;
  *)
    echo "$said"
    echo "::error::Terraform could not plan $FOLDER for $ENVIRONMENT; the lines above say why."
    exit 1
    ;;
esac
sed --quiet '/^Plan: /p; /^No changes/p' <<< "$said"
printf 'changes=%s\n' "$changes" >> "$GITHUB_OUTPUT"
