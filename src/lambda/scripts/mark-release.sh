#!/usr/bin/env bash
# Marks what this environment has run and verified: an alias named after the version, in the environment's own
# account. Rollback trusts these aliases only; a failed run never gets one.
# env: POINTS     where the aliases point, as name=number separated by spaces
# env: VERSION    what was deployed
# env: DIGEST     SHA-256 of its manifest
# env: PREVIOUS   what ran before; "none" for a first deployment
# exit: 0 marked, other: not
set -euo pipefail

for point in $POINTS; do
  name=${point%=*}
  before=$PREVIOUS
  # A version that failed here at first, and is tried again, is not what ran before itself.
  [ "$before" != "$VERSION" ] || before=none
  # A version that comes back keeps its predecessor: going back twice goes back two versions.
  if known=$(aws lambda get-alias --function-name "$name" --name "$VERSION" --query Description --output text 2> /dev/null); then
    before=$(sed -n 's/.*previous=\([^ ]*\).*/\1/p' <<< "$known")
    call=update-alias
  else
    call=create-alias
  fi
  aws lambda "$call" --function-name "$name" --name "$VERSION" --function-version "${point#*=}" \
    --description "digest=$DIGEST run=$GITHUB_RUN_ID previous=$before" > /dev/null
done
echo "Marked $VERSION (before it: $before)."
