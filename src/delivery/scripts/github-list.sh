#!/usr/bin/env bash
# Prints a list of GitHub's REST API with all its pages as one JSON array.
# usage: github-list.sh PATH
# env: GH_TOKEN  token of the job
# exit: 0 printed; as github-api.sh where a page could not be read
set -euo pipefail
here=$(dirname "$0")

pages=() page=1
while true; do
  pages+=("$("$here/github-api.sh" GET "$1?per_page=100&page=$page")")
  [ "$(jq length <<< "${pages[-1]}")" = 100 ] || break
  page=$((page + 1))
done
printf '%s\n' "${pages[@]}" | jq --slurp add
