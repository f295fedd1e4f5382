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

gone=tags/destroy-tenant-$TENANT-$ENVIRONMENT-
destroyed=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/git/matching-refs/$gone?per_page=100")
newest='{}' page=1 before=''
while true; do
  found=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/git/matching-refs/$prefix?per_page=100&page=$page")
  facts=$(jq --raw-output --argjson newest "$newest" --arg prefix "refs/$prefix" --argjson destroyed "$destroyed" --arg gone "refs/$gone" '
    def runs($of): .ref | select(startswith($of)) | .[($of | length):] | select(test("^[0-9]+$")) | tonumber;
    ([$newest] + map({tag: .ref[10:], run: runs($prefix), object: .object}) | max_by(.run // 0)) as $last
    | "\(length) \(.[0].ref // "-")", ($last | tojson),
      ($last | if (.run // 0) > ([$destroyed[] | runs($gone)] | max // 0) then "\(.tag) \(.run) \(.object.type) \(.object.sha)" else "-" end)' <<< "$found")
  { read -r count first && read -r newest && read -r tag run kind commit; } <<< "$facts"
  # GitHub may also give all that it has on every page.
  [ "$count" = 100 ] && [ "$first" != "$before" ] || break
  before=$first
  page=$((page + 1))
done

[ "$tag" != - ] || tag=''
if [ "$kind" = tag ]; then
  commit=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/git/tags/$commit" | jq --raw-output .object.sha)
fi
printf 'tag=%s\nrun=%s\ncommit=%s\n' "$tag" "$run" "$commit" >> "$GITHUB_OUTPUT"
echo "The newest deployment is ${tag:-none that is known}."
