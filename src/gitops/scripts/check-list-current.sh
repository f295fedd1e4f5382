#!/usr/bin/env bash
# Refuses a list that main no longer stands for: people may have waited for days until they approved it.
# env: GH_TOKEN   token with contents: read
# env: OPERATION  plan, apply, restart-service or release-lock
# env: SELECTOR   what a person typed: patterns may mean other tenants by now
# env: TENANTS    folder that holds a folder for each tenant
# env: MODULES    folder of the modules
# exit: 0 as it was, 1 other
set -euo pipefail
here=$(dirname "$0")

changed=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/compare/$GITHUB_SHA...main")
# GitHub names 300 files at most.
if [ "$(jq '.files | length' <<< "$changed")" -ge 300 ]; then
  echo '::error::Too much has changed on main since this run began. Start a new one, and look at its list.'
  exit 1
fi
found=$(jq --raw-output --arg operation "$OPERATION" --arg selector "$SELECTOR" --arg tenants "$TENANTS/" --arg modules "$MODULES/" \
  --rawfile list "$RUNNER_TEMP/bulk/list" '
  ($list | split("\n") | map(select(. != "") | $tenants + . + "/")) as $taken
  | ($selector == "all" or ($selector | test("[*?]"))) as $open
  | [.files[]? | .status as $status | .filename, (.previous_filename // empty)
    | select((. as $path | any($taken[]; . as $folder | $path | startswith($folder))) and ($operation == "apply" or ($status != "modified" and endswith(".tfvars")))
        or ($operation == "apply" and startswith($modules))
        or ($open and startswith($tenants) and endswith(".tfvars") and $status != "modified"))]
  | unique | .[:5] | join(", ")' <<< "$changed")
if [ -n "$found" ]; then
  echo "::error::This has changed on main since this run began: ${found//[$'\r\n']/ }. Start a new run, and look at its list."
  exit 1
fi
echo 'Main still stands for this list.'
