#!/usr/bin/env bash
# Refuses a plan that was made for another state, or by another Terraform or provider, than are here now.
# env: FOLDER  folder of the tenant
# env: FACTS   what the job that planned said, as JSON
# exit: 0 fresh, 1 stale
set -euo pipefail
export CHECKPOINT_DISABLE=true

state=$(terraform -chdir="$FOLDER" state pull)
version=$(terraform -chdir="$FOLDER" version -json)
now=$(jq --null-input --compact-output --argjson version "$version" --argjson state "${state:-null}" \
  '{terraform: $version.terraform_version, providers: $version.provider_selections, serial: ($state.serial // 0), lineage: ($state.lineage // "")}')
different=$(jq --null-input --raw-output --argjson now "$now" --argjson planned "$FACTS" \
  '[$now | keys[] | select($now[.] != $planned[.]) | "\(.): \($planned[.]) when planned, \($now[.]) now"] | join("; ")')
if [ -n "$different" ]; then
  echo "::error::The plan is stale: ${different//[$'\r\n']/ }. Start a new run, and look at its plan."
  exit 1
fi
echo 'Nothing has changed since the plan was made.'
