#!/usr/bin/env bash
# Finds the run that left a lock, and whether it still goes on. Each run notes in the bucket that it begins to apply a
# tenant, on which machine, and that it has ended by itself: those that have not may have left the lock.
# env: GH_TOKEN      token with actions: read
# env: STATE_BUCKET  bucket of the notes
# env: RUNS_PREFIX   where the notes of the tenant are, one for each run
# env: LOCKS         locks as JSON
# out: owner, alive  number of the run, or empty; "true", "false" or "unknown"
# exit: 0 told, other: notes or runs could not be read
set -euo pipefail
here=$(dirname "$0")
note=$(mktemp)
trap 'rm -f "$note"' EXIT

listed=$(aws s3api list-objects-v2 --bucket "$STATE_BUCKET" --prefix "$RUNS_PREFIX" --output json)
# A job ends after six hours, whatever happens, and numbers of runs only grow: what began long before is over.
runs=$(jq --raw-output --arg prefix "$RUNS_PREFIX" '[.Contents[]?.Key[($prefix | length):] | select(test("^[0-9]+$")) | tonumber]
  | sort | reverse | .[:20][]' <<< "${listed:-{\}}")
owner='' alive=unknown
for run in $runs; do
  [ "$run" != "$GITHUB_RUN_ID" ] || continue
  aws s3api get-object --bucket "$STATE_BUCKET" --key "$RUNS_PREFIX$run" "$note" > /dev/null
  # All locks must be of its machine: what a person holds is no run's.
  [ "$(jq --argjson locks "$LOCKS" '. as $note | .ended == false and ($locks | length > 0 and all(.who == $note.who))' "$note")" = true ] || continue
  code=0
  found=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/actions/runs/$run") || code=$?
  case "$code" in
    0) status=$(jq --raw-output .status <<< "$found") ;;
    4) status=completed ;;
    *) exit 1 ;;
  esac
  if [ -z "$owner" ]; then owner=$run alive=false; fi
  if [ "$status" != completed ]; then owner=$run alive=true && break; fi
done
echo "Run that may have left the lock: ${owner:-none is known}; it still goes on: $alive."
printf 'owner=%s\nalive=%s\n' "$owner" "$alive" >> "$GITHUB_OUTPUT"
