#!/usr/bin/env bash
# Finds the version to go back to among those that this environment itself has run and verified.
# env: FUNCTIONS  logical id and name of each function, as id=name separated by spaces
# env: RUNNING    version that runs now
# env: RUN_ID     run that deployed it, as the stack says
# env: TARGET     version that a person asked for; empty: the one before
# out: version, digest  of the target
# exit: 0 found, 1 not
set -euo pipefail
here=$(dirname "$0")
read -r first _ <<< "$FUNCTIONS"

marked=$("$here/list-marks.sh" "${first#*=}")
# A version that failed here was never marked: where what runs has no mark, the last one that passed is the one before.
# The run that brought a version back broke off, or was undone, where an earlier one verified it.
facts=$(jq --raw-output --arg running "$RUNNING" --arg run "$RUN_ID" --arg target "$TARGET" '
  (map(select(.version == $running))[0]) as $now
  | (if $now then $now.previous else .[-1].version // "none" end) as $before
  | (if $target == "" then $before else $target end) as $version
  | (map(.version | select(. != $running)) | reverse | join(", ")), any(.[]; .version == $running and .run != $run),
    (map(select(.version == $version))[0].digest // ""), $version' <<< "$marked")
{ read -r list && read -r unfinished && read -r digest && read -r version; } <<< "$facts"

fail() {
  echo "::error::$1 Versions that ran here and passed: ${list:-none}."
  exit 1
}

if [ -n "$TARGET" ]; then
  [ "$version" != "$RUNNING" ] || [ "$unfinished" = true ] || fail "$version runs already."
elif [ "$unfinished" = true ]; then
  # The version before would be one further back than the one that broke off wanted.
  fail "Run $RUN_ID brought $RUNNING back and did not finish, or was undone. Name a version: $RUNNING finishes it."
elif [ "$version" = none ]; then
  fail "Nothing ran here before $RUNNING."
fi

[ -n "$digest" ] || fail "$version never ran and passed in this environment, so it is no target."
printf 'version=%s\ndigest=%s\n' "$version" "$digest" >> "$GITHUB_OUTPUT"
echo "Going back from $RUNNING to $version."
