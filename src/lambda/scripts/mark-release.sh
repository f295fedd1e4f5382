#!/usr/bin/env bash
# Marks what this environment has run and verified: an alias named after the version, in the environment's own
# account. Rollback trusts these aliases only; a failed run never gets one.
# env: POINTS     where the aliases point, as name=number separated by spaces
# env: VERSION    what was deployed
# env: DIGEST     SHA-256 of its manifest
# env: PREVIOUS   what ran before; "none" for a first deployment
# exit: 0 marked, other: not
set -euo pipefail
here=$(dirname "$0")

for point in $POINTS; do
  name=${point%=*}
  marks=$("$here/list-marks.sh" "$name")
  # A version that comes back keeps its predecessor: going back twice goes back two versions. What ran before was never
  # verified where a run broke off and is tried again: then the last that was leads back. The same code under another
  # version is no way back: the one before it is.
  mark=$(jq --raw-output --arg version "$VERSION" --arg digest "$DIGEST" --arg previous "$PREVIOUS" '
    . as $marks
    | def mark($of): [$marks[] | select(.version == $of)][0];
      (mark($previous) // .[-1]) as $last
      | if mark($version) then "update-alias \(mark($version).previous)"
        elif $last.digest == $digest then "create-alias \($last.previous)"
        else "create-alias \($last.version // "none")" end' <<< "$marks")
  read -r call before <<< "$mark"
  aws lambda "$call" --function-name "$name" --name "$VERSION" --function-version "${point#*=}" \
    --description "digest=$DIGEST run=$GITHUB_RUN_ID previous=$before" > /dev/null
done
echo "Marked $VERSION (before it: $before)."
