#!/usr/bin/env bash
# Compares tenants with the code of main, one after another, for as long as the credentials last. A tenant that cannot be
# looked at stops none of the others.
# env: CHOSEN        names of tenants, separated by spaces
# env: MINUTES       how long another tenant may be begun
# env: TENANTS       folder that holds a folder for each tenant
# env: ENVIRONMENT   environment of the platform
# env: REGION        region of the environment
# env: STATE_BUCKET  bucket of the state
# env: STATE_KEY     key of the state of a tenant, with {tenant} in it
# env: MARKER_KEY    key of the mark of a destroyed tenant, with {tenant} in it
# env: LOCK_TABLE    DynamoDB table that is locked beside the lock file; empty: the file alone
# env: KMS_KEY       alias of the key of the state; empty: what the bucket does by itself
# env: CLUSTER       ECS cluster
# env: SERVICE       ECS service of a tenant, with {tenant} in it
# env: RULES         file of the differences that mean nothing
# env: RESULTS       file that gets a line for each tenant
# out: left  tenants that there was no time for, separated by spaces
# exit: 0 looked at, or left
set -euo pipefail
here=$(dirname "$0")
export TF_PLUGIN_CACHE_DIR=$RUNNER_TEMP/plugins
mkdir -p "$TF_PLUGIN_CACHE_DIR" "$(dirname "$RESULTS")"

end=$(($(date +%s) + MINUTES * 60))
read -ra left <<< "$CHOSEN"
while [ "${#left[@]}" -gt 0 ] && [ "$(date +%s)" -lt "$end" ]; do
  echo "::group::${left[0]} in $ENVIRONMENT"
  found=$("$here/compare-tenant.sh" "${left[0]}" 3>&1 >&2) ||
    found=$(jq --null-input --arg tenant "${left[0]}" '{tenant: $tenant, status: "error", detail: "It could not be looked at; the log says why."}')
  echo '::endgroup::'
  jq --compact-output --arg environment "$ENVIRONMENT" '. + {environment: $environment}' <<< "$found" | tee --append "$RESULTS"
  left=("${left[@]:1}")
done
printf 'left=%s\n' "${left[*]}" >> "$GITHUB_OUTPUT"
[ "${#left[@]}" = 0 ] || echo "::notice::There was no time for ${#left[@]} tenants with these credentials."
