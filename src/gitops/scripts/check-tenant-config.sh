#!/usr/bin/env bash
# Holds one tenant to the rules of the whole fleet, for one environment.
# env: TENANT       name of the tenant
# env: TENANTS      folder that holds a folder for each tenant
# env: ENVIRONMENT  environment of the platform
# exit: 0 no error, 1 errors, or the tenants could not be read
set -euo pipefail
here=$(dirname "$0")
found=$(mktemp)
trap 'rm -f "$found"' EXIT

node .github/actions/tenant-config/tenant-config.cjs "$TENANTS" json "$found" || [ "$?" = 2 ]
errors=$("$here/tenant-errors.sh" "$found" "$TENANT" "$ENVIRONMENT")
if [ -n "$errors" ]; then
  while IFS= read -r line; do echo "::error::$line"; done <<< "$errors"
  exit 1
fi
echo "Nothing is wrong with $TENANT in $ENVIRONMENT."
