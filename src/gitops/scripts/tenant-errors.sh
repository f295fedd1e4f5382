#!/usr/bin/env bash
# Prints what is wrong with one tenant in one environment, a line each: what is wrong elsewhere stops nobody here.
# usage: tenant-errors.sh FINDINGS TENANT ENVIRONMENT
# exit: 0 told, also where nothing is wrong
set -euo pipefail

# A clash is found at one of both tenants, and names the other.
jq --raw-output --arg tenant "$2" --arg own "$2/$3.tfvars" '
  .findings[] | select(.severity == "error")
  | select((.file | startswith($tenant + "/")) or (.message | contains($tenant + "/")))
  | select(.file == $own or (.message | contains($own)) or (.file | test("/[a-z0-9-]+\\.tfvars$") | not) or (.file | endswith("/terraform.tfvars")))
  | "\(.file):\(.line) \(.id) \(.message) \(.fix)" | gsub("[\r\n]+"; " ") | gsub("%"; "%25")' "$1"
