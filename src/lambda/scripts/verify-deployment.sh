#!/usr/bin/env bash
# Verifies a deployment: stack, code behind the alias, state of the functions, and an answer to the synthetic event.
# env: STACK      name of the stack
# env: FUNCTIONS  logical id and name of each function, as id=name separated by spaces
# env: ALIAS      alias that callers use
# env: ARTIFACT   folder with artifact.sha256
# out: points     Lambda version that each alias points to now, as name=number separated by spaces
# exit: 0 verified, 1 not
set -euo pipefail
here=$(dirname "$0")

status=$(aws cloudformation describe-stacks --stack-name "$STACK" --query 'Stacks[0].StackStatus' --output text)
case "$status" in
  CREATE_COMPLETE | UPDATE_COMPLETE) ;;
  *)
    echo "::error::Stack $STACK is $status after the deployment. Its events say which resource failed."
    exit 1
    ;;
esac

"$here/compare-code.sh" || "$here/point-alias.sh"
"$here/compare-code.sh" || {
  echo "::error::What $ALIAS serves is not the artifact. Look for a second deployment of $STACK at the same time."
  exit 1
}

points=()
for pair in $FUNCTIONS; do
  name=${pair#*=}
  configuration=$(aws lambda get-function-configuration --function-name "$name" --qualifier "$ALIAS" \
    --query "[State || 'Active', LastUpdateStatus || 'Successful', Version]" --output text)
  read -r state update version <<< "$configuration"
  if [ "$state $update" != 'Active Successful' ]; then
    echo "::error::$name:$ALIAS is $state $update, not Active and Successful."
    exit 1
  fi
  points+=("$name=$version")
done
printf 'points=%s\n' "${points[*]}" >> "$GITHUB_OUTPUT"

"$here/invoke-functions.sh"
echo "$STACK is $status and serves the artifact (${points[*]})."
