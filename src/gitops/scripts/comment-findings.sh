#!/usr/bin/env bash
# Writes the report into the one comment that this workflow has on a pull request: the first run makes it, later ones
# change it.
# env: GH_TOKEN   token with pull-requests: write
# env: NUMBER     number of the pull request
# env: REPORT     file with the text; absent: the check could not be run
# env: TERRAFORM  how the job that runs Terraform ended
# exit: 0 written, 1 GitHub refused
set -euo pipefail
here=$(dirname "$0")
marker='<!-- validate-tenant-config -->'
comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"

[[ "$NUMBER" =~ ^[1-9][0-9]*$ ]] || { echo "::error::\"$NUMBER\" is no number of a pull request." && exit 1; }
text='### Tenants could not be checked'
# The report was made beside code of the pull request: it is text, and no longer than GitHub takes.
[ ! -f "$REPORT" ] || text=$(head --bytes=60000 "$REPORT" | iconv --from-code=UTF-8 --to-code=UTF-8 -c)
run="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
jq --null-input --arg text "$marker
$text

Terraform: $TERRAFORM. [This run]($run) has all of it." '{body: $text}' > "$body"

# Somebody else's comment may begin alike; only the bot's own can be changed.
id='' page=1
while [ -z "$id" ]; do
  found=$("$here/github-api.sh" GET "$comments?per_page=100&page=$page")
  id=$(jq --raw-output --arg marker "$marker" 'map(select(.user.login == "github-actions[bot]" and (.body | startswith($marker)))) | .[0].id // empty' <<< "$found")
  [ "$(jq length <<< "$found")" = 100 ] || break
  page=$((page + 1))
done
if [ -n "$id" ]; then
  "$here/github-api.sh" PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --data "@$body" > /dev/null
else
  "$here/github-api.sh" POST "$comments" --data "@$body" > /dev/null
fi
echo "The comment on pull request $NUMBER is up to date."
