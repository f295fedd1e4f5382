#!/usr/bin/env bash
# Finds the newest tag of a deployment of a tenant to an environment, if it was not destroyed there since.
# env: GH_TOKEN     token with contents: read
# env: TENANT       name of the tenant
# env: ENVIRONMENT  environment of the platform
# out: tag, run, commit  empty where there is none
# exit: 0 looked, other: GitHub could not be read
set -euo pipefail
here=$(dirname "$0")
prefix=tags/deploy-tenant-$TENANT-$ENVIRONMENT-

newest='{}' page=1 before=''
while true; do
  found=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/git/matching-refs/$prefix?per_page=100&page=$page")
  newest=$(jq --compact-output --argjson newest "$newest" --arg prefix "refs/$prefix" '
    [$newest] + map({tag: .ref[10:], run: .ref[($prefix | length):], object: .object})
    | map(select(. == $newest or (.run | test("^[0-9]+$")))) | max_by(.run // "0" | tonumber)' <<< "$found")
  # GitHub may also give all that it has on every page.
  first=$(jq --raw-output '.[0].ref // ""' <<< "$found")
  [ "$(jq length <<< "$found")" = 100 ] && [ "$first" != "$before" ] || break
  before=$first
  page=$((page + 1))
done

gone=tags/destroy-tenant-$TENANT-$ENVIRONMENT-
gone=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/git/matching-refs/$gone?per_page=100" |
  jq --arg prefix "refs/$gone" '[.[].ref | select(startswith($prefix)) | .[($prefix | length):] | select(test("^[0-9]+$")) | tonumber] | max // 0')
newest=$(jq --compact-output --argjson gone "$gone" 'if (.run // "0" | tonumber) > $gone then . else {} end' <<< "$newest")

commit=$(jq --raw-output '.object.sha // empty' <<< "$newest")
if [ "$(jq --raw-output '.object.type // empty' <<< "$newest")" = tag ]; then
  commit=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/git/tags/$commit" | jq --raw-output .object.sha)
fi
jq --raw-output --arg commit "$commit" '"tag=\(.tag // "")\nrun=\(.run // "")\ncommit=\($commit)"' <<< "$newest" >> "$GITHUB_OUTPUT"
jq --raw-output '"The newest deployment is \(.tag // "none that is known")."' <<< "$newest"
