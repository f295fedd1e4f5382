#!/usr/bin/env bash
# Keeps a tenant that was destroyed from being made again while its values are still on main: people have yet to merge the
# pull request that takes them out. Once they were taken out, whoever brings them back means it.
# env: GH_TOKEN      token with contents: read
# env: STATE_BUCKET  bucket of the marker
# env: MARKER_KEY    key of the marker that a destruction leaves
# env: ACTION        "apply": refused; anything else: told
# env: NEWEST        run that deployed it last; empty: none is known
# out: destroyed    "true": it was destroyed and not deployed since
# exit: 0 it may be made, 1 refused
set -euo pipefail
here=$(dirname "$0")
marker=$(mktemp)
trap 'rm -f "$marker"' EXIT

said=$(aws s3api get-object --bucket "$STATE_BUCKET" --key "$MARKER_KEY" "$marker" 2>&1) || {
  [[ "$said" != *NoSuchKey* ]] || exit 0
  echo "::error::$STATE_BUCKET/$MARKER_KEY could not be read: ${said//$'\n'/ }"
  exit 1
}
field() { jq --raw-output ".$1 // \"\"" "$marker"; }
run=$(field run 2> /dev/null) || run=''
if ! [[ "$run" =~ ^[0-9]+$ ]]; then
  echo "::error::s3://$STATE_BUCKET/$MARKER_KEY is the mark of a destroyed tenant, but names no run. Look at it, and restore its last whole version, or remove it with whoever decided."
  exit 1
fi
[ "$run" -gt "${NEWEST:-0}" ] || exit 0
echo destroyed=true >> "$GITHUB_OUTPUT"

file=$(field file)
commits=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/commits?sha=$GITHUB_SHA&path=$file&since=$(field at)&per_page=100")
while IFS= read -r commit; do
  [ -n "$commit" ] || continue
  taken=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/commits/$commit" | jq --arg file "$file" \
    'any(.files[]?; (.status == "removed" and .filename == $file) or .previous_filename == $file)')
  if [ "$taken" = true ]; then
    echo "It was destroyed by run $run and taken out by ${commit:0:12}: who brought it back means it."
    exit 0
  fi
done <<< "$(jq --raw-output '.[].sha' <<< "$commits")"

told="Run $run is on record for it here: $(field status), for $(field ticket). $file is still on main."
next="To have it gone, merge the pull request that takes $file out. To have it back, remove s3://$STATE_BUCKET/$MARKER_KEY, with whoever decided $(field ticket)."
if [ "$ACTION" = apply ]; then
  echo "::error::$told $next"
  exit 1
fi
echo "::warning::$told An apply is refused. $next"
