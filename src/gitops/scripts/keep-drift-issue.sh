#!/usr/bin/env bash
# Keeps the one issue of an environment: opens it when a tenant drifts, changes the rows of the tenants that this run
# looked at and leaves the others, closes it when none is left.
# env: GH_TOKEN     token with issues: write
# env: ENVIRONMENT  environment of the platform
# env: PERIOD       hours in which each tenant is looked at once
# env: FOUND        folder with report.json
# exit: 0 kept, 1 GitHub refused
set -euo pipefail
here=$(dirname "$0")
issues=repos/$GITHUB_REPOSITORY/issues
marker="<!-- drift-detection: $ENVIRONMENT -->"
place=$(mktemp --directory)
trap 'rm -rf "$place"' EXIT

if [ "$(jq --arg environment "$ENVIRONMENT" 'any(.looked[]; .environment == $environment)' "$FOUND/report.json")" = false ]; then
  echo "Nothing of $ENVIRONMENT was looked at."
  exit 0
fi

# Somebody else's issue may begin alike.
echo '{}' > "$place/issue"
# A hundred pages are more open issues than anybody keeps.
for ((page = 1; page <= 100; page++)); do
  "$here/github-api.sh" GET "$issues?state=open&labels=drift&per_page=100&page=$page" > "$place/page"
  jq --compact-output --arg marker "$marker" '.[] | select(.user.login == "github-actions[bot]" and (.body // "" | startswith($marker))) | {number, body}' \
    "$place/page" | head -n 1 > "$place/found"
  if [ -s "$place/found" ]; then mv "$place/found" "$place/issue" && break; fi
  [ "$(jq length "$place/page")" = 100 ] || break
done
number=$(jq --raw-output '.number // empty' "$place/issue")

jq --raw-output '.body // empty' "$place/issue" > "$place/before"
MARKER=$marker "$here/write-drift-issue.sh" "$place/before" > "$place/new"
rows=$(jq .rows "$place/new")

if [ -n "$number" ]; then
  jq '{body} + if .open then {} else {state: "closed", state_reason: "completed"} end' "$place/new" > "$place/request"
  "$here/github-api.sh" PATCH "$issues/$number" --data "@$place/request" > /dev/null
  echo "Issue $number of $ENVIRONMENT has $rows tenants."
elif [ "$(jq .open "$place/new")" = true ]; then
  jq --arg title "Drift in $ENVIRONMENT" '{title: $title, body, labels: ["drift"]}' "$place/new" > "$place/request"
  "$here/github-api.sh" POST "$issues" --data "@$place/request" > "$place/made"
  echo "Issue $(jq .number "$place/made") of $ENVIRONMENT was opened with $rows tenants."
else
  echo "$ENVIRONMENT has no drift, and no issue."
fi
