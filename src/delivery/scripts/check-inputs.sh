#!/usr/bin/env bash
# Refuses what a person typed wrongly, before anything is done with it.
# env: VERSION    release to deploy, such as v12-1a2b3c4-0123456789ab; empty where one is looked up
# env: REASON     why; not looked at unless REASON_FOR is set
# env: TICKET     incident ticket; not looked at unless REASON_FOR is "an emergency"
# env: REASON_FOR what needs a reason: "a rollback", "an emergency", or empty
# exit: 0 fine, 1 refused
set -euo pipefail

# What a person typed stays one line of the log: a second one could be read as a command of the runner.
fail() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  echo "::error::${text//$'\n'/%0A}"
  exit 1
}

[[ "$VERSION" =~ ^(v[0-9]+-[0-9a-f]{7}-[0-9a-f]{12})?$ ]] ||
  fail "\"$VERSION\" is not a version. Write one like v12-1a2b3c4-0123456789ab (see the releases), or leave it empty."
[ "$GITHUB_REF" = refs/heads/main ] ||
  fail "This run is from $GITHUB_REF. Deliveries start from main: choose it in \"Use workflow from\"."

if [ -n "$REASON_FOR" ]; then
  said=${REASON//[[:space:]]/}
  [ "${#said}" -ge 10 ] || fail "$REASON_FOR needs a reason of at least 10 letters: what happened, and who decided."
fi
if [ "$REASON_FOR" = 'an emergency' ]; then
  [[ "$TICKET" =~ ^[A-Za-z][A-Za-z0-9]*-[0-9]+$ ]] ||
    fail "An emergency needs the ticket of its incident, such as INC-1234; \"$TICKET\" is none."
fi
