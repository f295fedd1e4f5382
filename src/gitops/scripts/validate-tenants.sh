#!/usr/bin/env bash
# Holds each tenant of the list to the rules of the whole fleet.
# env: ENVIRONMENT  environment of the platform
# exit: 0 whatever came of them: the results say it
set -euo pipefail
here=$(dirname "$0")
bulk=$RUNNER_TEMP/bulk

while IFS= read -r tenant; do
  mkdir -p "$bulk/tenants/$tenant"
  errors=$("$here/tenant-errors.sh" "$bulk/findings.json" "$tenant" "$ENVIRONMENT")
  jq --null-input --compact-output --arg tenant "$tenant" --arg errors "$errors" '{tenant: $tenant, seconds: 0}
    + if $errors == "" then {result: "done", told: "Valid."} else {result: "failed", told: ($errors | split("\n")[0])} end' > "$bulk/tenants/$tenant/result.json"
  [ -z "$errors" ] || printf '%s\n' "$errors"
done < "$bulk/list"
