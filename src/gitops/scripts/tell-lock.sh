#!/usr/bin/env bash
# Says who holds a lock, since when, whether that run still lives, and what to do.
# env: LOCKS     locks as JSON
# env: OWNER     run that made them; empty: no run of this repository did
# env: ALIVE     whether that run still goes on: "true", "false" or "unknown"
# env: ACTION    "release-lock": whether it may be released; anything else: a locked tenant is neither planned nor applied
# exit: 0 it may be released, 1 else
set -euo pipefail

if [ "$LOCKS" = '[]' ]; then
  echo '::error::Nobody holds a lock, so there is none to release.'
  exit 1
fi
who=$(jq --raw-output 'map("\(.what // "?") by \(.who // "?") since \(.since // "?" | .[:19]) (\(.place))") | join("; ")' <<< "$LOCKS")
who=${who//[$'\r\n']/ }
case "$ALIVE" in
  true) next="Run $OWNER holds it and still goes on: wait for $GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$OWNER." ;;
  false) next="Run $OWNER left it and is over. Look at what it did; start this workflow with action release-lock to release it." ;;
  *) next='No run of this repository is known to have made it: ask whoever it names, and let them release it.' ;;
esac
printf '### Locked\n\n%s. %s\n' "$who" "$next" >> "$GITHUB_STEP_SUMMARY"
if [ "$ACTION" = release-lock ] && [ "$ALIVE" = false ]; then
  echo "::notice::The state is locked: $who. Run $OWNER left it and is over, so it can be released."
  exit 0
fi
echo "::error::The state is locked: $who. $next"
exit 1
