#!/usr/bin/env bash
# Holds one tenant to the rules of the whole fleet, for one environment: what is wrong elsewhere stops nobody here.
# env: TENANT       name of the tenant
# env: TENANTS      folder that holds a folder for each tenant
# env: ENVIRONMENT  environment of the platform
# exit: 0 no error, 1 errors, or the tenants could not be read
set -euo pipefail
found=$(mktemp)
trap 'rm -f "$found"' EXIT

node .github/actions/tenant-config/tenant-config.cjs "$TENANTS" json "$found" || [ "$?" = 2 ]
# A clash is found at one of both tenants, and names the other.
errors=$(jq --raw-output --arg tenant "$TENANT" --arg own "$TENANT/$ENVIRONMENT.tfvars" '
  .findings[] | select(.severity == "error")
  | select((.file | startswith($tenant + "/")) or (.message | contains($tenant + "/")))
  | select(.file == $own or (.message | contains($own)) or (.file | test("/[a-z0-9-]+\\.tfvars$") | not) or (.file | endswith("/terraform.tfvars")))
  | "\(.file):\(.line) \(.id) \(.message) \(.fix)" | gsub("[\r\n]+"; " ") | gsub("%"; "%25")' "$found")
if [ -n "$errors" ]; then
  while IFS= read -r line; do echo "::error::$line"; done <<< "$errors"
  exit 1
fi
echo "Nothing is wrong with $TENANT in $ENVIRONMENT."
