#!/usr/bin/env bash
# Checks in GitHub's run history that the run which deployed a version was the expected workflow, on main of this
# repository, and succeeded as a whole; and that the version ran long enough since.
# env: GH_TOKEN    token with actions: read
# env: VERSION     what the environment runs
# env: REQUESTED   version that a person asked for; empty: whatever runs
# env: RUN_ID      run that deployed it, as the stack says
# env: WORKFLOWS   file names of the workflows that may have, separated by spaces
# env: SINCE       when it was deployed, in seconds since 1970
# env: SOAK_HOURS  how long it must have run
# exit: 0 proven, 1 not
set -euo pipefail
here=$(dirname "$0")

fail() {
  echo "::error::$1"
  exit 1
}

[ -z "$REQUESTED" ] || [ "$REQUESTED" = "$VERSION" ] ||
  fail "You asked for $REQUESTED, but $VERSION runs there. Only what runs is proven: deploy $REQUESTED there first, or leave the version empty."
[[ "$RUN_ID" =~ ^[0-9]+$ ]] || fail "$VERSION names no run that deployed it. Deploy it again by its workflow."
# Empty or worded numbers would count as zero, and so as very long ago.
[[ "$SINCE" =~ ^[1-9][0-9]*$ ]] || fail "Nothing says since when $VERSION runs. Deploy it again by its workflow."
[[ "$SOAK_HOURS" =~ ^[0-9]+$ ]] || fail "\"$SOAK_HOURS\" is no number of hours. Correct it in the platform table."

code=0
run=$("$here/github-api.sh" GET "repos/$GITHUB_REPOSITORY/actions/runs/$RUN_ID") || code=$?
[ "$code" != 4 ] ||
  fail "Run $RUN_ID, which deployed $VERSION, is not in the history of $GITHUB_REPOSITORY. Deploy the version again."
[ "$code" = 0 ] || exit 1
facts=$(jq --raw-output '(.path, .head_branch, .head_repository.full_name, .event, .conclusion, .html_url) | . // ""' <<< "$run") ||
  fail "GitHub gave no readable answer about run $RUN_ID, so nothing proves $VERSION. Start again."
{ read -r file && read -r branch && read -r owner && read -r event && read -r conclusion && read -r page; } <<< "$facts"
file=${file%%@*}
file=${file#.github/workflows/}

[[ " $WORKFLOWS " == *" $file "* ]] || fail "Run $RUN_ID is of $file; only $WORKFLOWS can prove a version."
[ "$branch" = main ] || fail "Run $RUN_ID was on $branch, not on main: it proves nothing."
[ "$owner" = "$GITHUB_REPOSITORY" ] || fail "Run $RUN_ID belongs to $owner: a fork proves nothing."
case "$event" in
  push | workflow_dispatch) ;;
  *) fail "Run $RUN_ID was started by $event, not by a push or a person." ;;
esac
[ "$conclusion" = success ] || fail "Run $RUN_ID, which deployed $VERSION, ended \"$conclusion\". Let it succeed as a whole, or deploy again."

hours=$((($(date +%s) - SINCE) / 3600))
[ "$hours" -ge "$SOAK_HOURS" ] ||
  fail "$VERSION runs for $hours h; $SOAK_HOURS h are asked. Start again after $(date --utc --date="@$((SINCE + SOAK_HOURS * 3600))" '+%F %H:%M') UTC. Any deployment or rollback there starts the time anew."
echo "$VERSION was deployed by $page and runs for $hours h."
