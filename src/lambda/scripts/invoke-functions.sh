#!/usr/bin/env bash
# Sends the synthetic event through the alias, as callers would, and fails when a function answers with an error.
# env: FUNCTIONS  logical id and name of each function, as id=name separated by spaces
# env: ALIAS      alias that callers use
# exit: 0 all answered, 1 not
set -euo pipefail
here=$(dirname "$0")
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
failed=0

for pair in $FUNCTIONS; do
  name=${pair#*=}
  result=$(aws lambda invoke --function-name "$name" --qualifier "$ALIAS" --payload "fileb://$here/synthetic-event.json" \
    "$answer" --query '[StatusCode, FunctionError, ExecutedVersion]' --output text)
  read -r status error version <<< "$result"
  if [ "$status $error" = '200 None' ]; then
    echo "$name:$ALIAS answered (Lambda version $version)."
  else
    echo "::error::$name:$ALIAS failed the synthetic event: $(head -c 500 "$answer")"
    failed=1
  fi
done
exit "$failed"
