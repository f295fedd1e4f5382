#!/usr/bin/env bash
# Finds the version to go back to among those that this environment itself has run and verified.
# env: FUNCTIONS  logical id and name of each function, as id=name separated by spaces
# env: RUNNING    version that runs now
# env: TARGET     version that a person asked for; empty: the one before
# out: version, digest  of the target
# exit: 0 found, 1 not
set -euo pipefail
read -r first _ <<< "$FUNCTIONS"

marked=$(aws lambda list-aliases --function-name "${first#*=}" --output json |
  jq '[.Aliases[] | select(.Name | test("^v[0-9]+-[0-9a-f]{7}-[0-9a-f]{12}$"))
       | select(.Description // "" | test("^digest=[0-9a-f]{64} run=[0-9]+ previous="))
       | {version: .Name} + ([.Description | scan("(\\w+)=(\\S+)") | {key: .[0], value: .[1]}] | from_entries)]
      | sort_by(.run | tonumber)')
list=$(jq --raw-output --arg running "$RUNNING" '[.[].version | select(. != $running)] | reverse | join(", ")' <<< "$marked")

fail() {
  echo "::error::$1 Versions that ran here and passed: ${list:-none}."
  exit 1
}

if [ -n "$TARGET" ]; then
  version=$TARGET
  [ "$version" != "$RUNNING" ] || fail "$version runs already."
else
  # A version that failed here was never marked: then the last one that passed is the one before.
  version=$(jq --raw-output --arg running "$RUNNING" '
    ([.[] | select(.version == $running)][0]) as $now
    | if $now then $now.previous else (.[-1].version // "none") end' <<< "$marked")
  [ "$version" != none ] || fail "Nothing ran here before $RUNNING."
fi

digest=$(jq --raw-output --arg version "$version" '.[] | select(.version == $version) | .digest' <<< "$marked")
[ -n "$digest" ] || fail "$version never ran and passed in this environment, so it is no target."
printf 'version=%s\ndigest=%s\n' "$version" "$digest" >> "$GITHUB_OUTPUT"
echo "Going back from $RUNNING to $version."
