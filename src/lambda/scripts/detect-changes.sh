#!/usr/bin/env bash
# Tells whether there is more than documents to deploy. It looks at everything since the last run of this workflow that
# succeeded, not since the last push: a newer push replaces a run that waits, and a failed run has deployed nothing.
# env: GH_TOKEN  token with actions: read
# out: code      "true" when there is something to deploy
# exit: 0 always told
set -euo pipefail
here=$(dirname "$0")
file=${GITHUB_WORKFLOW_REF%%@*}

# Whoever starts a run by hand wants a deployment. What cannot be compared is deployed.
code=true
if [ "$GITHUB_EVENT_NAME" = push ] &&
  runs=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/actions/workflows/${file##*/}/runs?branch=main&status=success&per_page=1") &&
  before=$(jq --raw-output '.workflow_runs[0].head_sha // empty' <<< "$runs") &&
  [[ "$before" =~ ^[0-9a-f]+$ ]] && changed=$(git diff --name-only --no-renames "$before" "$GITHUB_SHA" --); then
  grep -Evq '^(docs/.*|[^/]*\.md|LICENSE|\.gitignore|\.github/(ISSUE_TEMPLATE/.*|[^/]*\.md))$' <<< "${changed:-README.md}" || code=false
fi
printf 'code=%s\n' "$code" >> "$GITHUB_OUTPUT"
if [ "$code" = false ]; then
  printf '### Nothing to deploy\n\nOnly documents changed since %s:\n\n%s\n' "${before:0:7}" "$(awk '{ print "- " $0 }' <<< "$changed")" >> "$GITHUB_STEP_SUMMARY"
fi
