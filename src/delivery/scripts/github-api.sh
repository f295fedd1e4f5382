#!/usr/bin/env bash
# Calls GitHub's REST API and prints the answer.
# usage: github-api.sh METHOD PATH [further options of curl]
# env: GH_TOKEN  token of the job; it never appears on a command line
# exit: 0 answered; 4 not found; 1 anything else, with GitHub's own message
set -euo pipefail

method=$1 path=$2
shift 2
case "$path" in
  http*) url=$path ;;
  *) url="$GITHUB_API_URL/$path" ;;
esac
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

retry=()
# Reading is also tried again when an answer breaks off: approvals would be asked for anew.
[ "$method" != GET ] || retry=(--retry 4 --retry-delay 2 --retry-all-errors)
status=$(curl --silent --show-error --location --max-time 300 "${retry[@]}" \
  --config <(printf 'header = "Authorization: Bearer %s"\n' "$GH_TOKEN") \
  --request "$method" --header 'X-GitHub-Api-Version: 2022-11-28' \
  --output "$answer" --write-out '%{http_code}' "$@" "$url") || {
  echo "::error::GitHub did not answer $method $path. Start it again." >&2
  exit 1
}

case "$status" in
  2??) cat "$answer" ;;
  404)
    echo "GitHub has no $path (404)." >&2
    exit 4
    ;;
  *)
    message=$(jq --raw-output '.message? // empty | tostring | gsub("\n"; "%0A")' "$answer" 2> /dev/null || true)
    echo "::error::GitHub answered $status to $method $path: ${message:-no message}" >&2
    exit 1
    ;;
esac
