#!/usr/bin/env bash
# Tells whether a push changed more than documents: those need no deployment.
# env: BEFORE  commit of main before the push; empty for a run that a person started
# out: code    "true" when there is something to deploy
# exit: 0 always told
set -euo pipefail

code=true
if [ -n "$BEFORE" ] && git cat-file -e "$BEFORE^{commit}" 2> /dev/null; then
  changed=$(git diff --name-only "$BEFORE" "$GITHUB_SHA")
  grep -Evq '^(docs/.*|[^/]*\.md|LICENSE|\.gitignore|\.github/(ISSUE_TEMPLATE/.*|[^/]*\.md))$' <<< "$changed" || code=false
fi
printf 'code=%s\n' "$code" >> "$GITHUB_OUTPUT"
if [ "$code" = false ]; then
  printf '### Nothing to deploy\n\nOnly documents changed:\n\n%s\n' "$(awk '{ print "- " $0 }' <<< "$changed")" >> "$GITHUB_STEP_SUMMARY"
fi
