#!/usr/bin/env bash
# Writes what there is to know of a plan as plan.json and facts.json of the temporary folder, and its digests.
# env: FOLDER       folder of the tenant
# env: TENANT       name of the tenant
# env: ENVIRONMENT  environment of the platform
# env: STATEFUL     types of resources that hold data, separated by spaces
# out: facts  digests of the file and of its changes, and what it was made with, as JSON
# exit: 0 written, other: Terraform could not show it
set -euo pipefail
export CHECKPOINT_DISABLE=true
plan=$RUNNER_TEMP/plan.json
[ -f "$RUNNER_TEMP/tfplan" ] || { echo '::error::There is no plan.' && exit 1; }

terraform -chdir="$FOLDER" show -json "$RUNNER_TEMP/tfplan" > "$plan"
state=$(terraform -chdir="$FOLDER" state pull)
version=$(terraform -chdir="$FOLDER" version -json)
sha256=$(sha256sum < "$RUNNER_TEMP/tfplan")

# The same changes have the same digest in every run; the file of a plan is another each time.
digest=$(jq --compact-output --sort-keys '[.resource_changes[]? | select(.change.actions - ["no-op", "read"] != [])
  | {address, type, change: .change}] | sort_by(.address)' "$plan" | sha256sum)

# All that is known of it stays here; what the file must be when it is applied goes on to that job.
facts=$(jq --compact-output --sort-keys --arg tenant "$TENANT" --arg environment "$ENVIRONMENT" --arg stateful "$STATEFUL" \
  --arg sha256 "${sha256%% *}" --arg digest "${digest%% *}" --arg commit "$GITHUB_SHA" \
  --argjson version "$version" --argjson state "${state:-null}" '
  ($stateful | split(" ")) as $types
  | def changing($actions): [.resource_changes[]? | select(.change.actions as $is | any($actions[]; . == $is)) | {address, type}];
  {tenant: $tenant, environment: $environment, commit: $commit, sha256: $sha256, digest: $digest,
    terraform: $version.terraform_version, providers: $version.provider_selections,
    serial: ($state.serial // 0), lineage: ($state.lineage // ""),
    kept: ([.resource_changes[]? | select(.mode == "managed" and (.change.actions | index("delete") | not) and .change.actions != ["create"])] | length),
    replace: (changing([["delete", "create"], ["create", "delete"]])), delete: changing([["delete"], ["forget"]]),
    update: changing([["update"]]), create: changing([["create"]])}
  | .stateful = [(.replace + .delete)[] | select(.type as $type | $types | index($type)) | .address]
  | map_values(if type == "array" and (.[0] | type) == "object" then map(.address) else . end)
  | ., {sha256, digest, terraform, providers, serial, lineage}' "$plan")
printf '%s\n' "${facts%%$'\n'*}" > "$RUNNER_TEMP/facts.json"
printf 'facts=%s\n' "${facts#*$'\n'}" >> "$GITHUB_OUTPUT"
