#!/usr/bin/env bash
# Finds whether anything is left to do of the destruction of a tenant: a run that was interrupted is completed by the next.
# env: STATE_BUCKET  bucket of the state
# env: STATE_KEY     key of the state
# env: MARKER_KEY    key of the marker that a destruction leaves
# env: CHANGES       "true": the plan would destroy something
# env: EXISTS        "true": the tenant was deployed, or its service is there
# env: NEWEST        run that deployed it last; empty: none is known
# out: left          "true" or "false"
# exit: 0 told, 1 its state is lost, or it could not be read
set -euo pipefail
marker=$(mktemp)
trap 'rm -f "$marker"' EXIT

# An object of the bucket as a file; empty where there is none. Arguments: key, file.
fetch() {
  local said
  said=$(aws s3api get-object --bucket "$STATE_BUCKET" --key "$1" "$2" 2>&1) || {
    [[ "$said" == *NoSuchKey* ]] || { echo "::error::$STATE_BUCKET/$1 could not be read: ${said//$'\n'/ }" && exit 1; }
    : > "$2"
  }
}

fetch "$STATE_KEY" "$RUNNER_TEMP/state-before"
state=$(jq --slurp 'length > 0' "$RUNNER_TEMP/state-before")
rm "$RUNNER_TEMP/state-before"
fetch "$MARKER_KEY" "$marker"
status=$(jq --raw-output .status "$marker")
# Numbers of runs only grow: a deployment after the destruction is another life of that name.
run=$(jq --raw-output '.run // 0' "$marker")
marked=false
if [ "${run:-0}" -gt "${NEWEST:-0}" ]; then marked=true; fi

left=true
if [ "$state $CHANGES" = 'false false' ]; then
  if [ "$marked $EXISTS" = 'false true' ]; then
    echo '::error::The tenant is there, but it has no state: nothing of it would be destroyed. Restore the state from an older version of the object, then start a new run.'
    exit 1
  fi
  if [ "$marked $status" = 'true destroyed' ]; then left=false; fi
fi
[ "$left" = true ] || echo "::notice::Run $run has destroyed it already: nothing is left but what people do with its branch."
printf 'left=%s\n' "$left" >> "$GITHUB_OUTPUT"
