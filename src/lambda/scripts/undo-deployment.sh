#!/usr/bin/env bash
# Undoes this run's failed deployment: first the aliases, so that callers are served at once, then the stack. It acts
# only while the aliases still point to what this run deployed.
# env: GH_TOKEN          token with contents: read
# env: STACK             name of the stack
# env: ENVIRONMENT       environment of the platform
# env: FUNCTIONS         logical id and name of each function, as id=name separated by spaces
# env: ALIAS             alias that callers use
# env: TAGS              further tags of the stack
# env: DEPLOYED          artifact of this run, a folder
# env: VERSION           version that ran before; "none" for a first deployment
# env: DIGEST            digest of that version
# env: POINTS            where the aliases pointed before, as name=number separated by spaces
# env: ARTIFACT          folder to fetch the previous artifact into
# exit: 0 undone, or nothing to undo; 1 a person must look
set -euo pipefail
here=$(dirname "$0")
say() { printf '%s\n\n' "$1" | tee --append "$GITHUB_STEP_SUMMARY"; }

serves_ours() { ARTIFACT=$DEPLOYED "$here/compare-code.sh" > /dev/null 2>&1; }
point_back() {
  for point in $POINTS; do
    aws lambda update-alias --function-name "${point%=*}" --name "$ALIAS" --function-version "${point#*=}" \
      --routing-config '{"AdditionalVersionWeights":{}}' > /dev/null
    echo "${point%=*}:$ALIAS points to Lambda version ${point#*=} again."
  done
}

query="Stacks[0].[StackStatus, (Tags[?Key=='version'].Value)[0]]"
state=$(aws cloudformation describe-stacks --stack-name "$STACK" --query "$query" --output text 2> /dev/null || echo 'ABSENT None')
read -r status running <<< "$state"

if [ "$VERSION" = none ]; then
  # A stack that was not made by these workflows may have served callers before.
  if serves_ours; then point_back; fi
  say "**No automatic rollback:** this was the first deployment of $STACK (now $status). Remove the stack, mend the cause, deploy again."
  exit 0
fi
if [ "$status" = UPDATE_ROLLBACK_COMPLETE ] || { [[ "$status" == @(CREATE|UPDATE)_COMPLETE ]] && [ "$running" = "$VERSION" ]; }; then
  # A rollback has moved the aliases before the stack.
  if serves_ours; then point_back; fi
  say "**CloudFormation has changed nothing, or undone it:** $STACK is $status and runs $VERSION as before."
  exit 0
fi
if [ "$status" != UPDATE_COMPLETE ]; then
  say "**No automatic rollback:** $STACK is $status. Read its events, mend the resource that they name, then start rollback.yml for $ENVIRONMENT."
  exit 1
fi
if ! serves_ours; then
  say "**No automatic rollback:** $ALIAS no longer serves what this run deployed; somebody moved it since."
  exit 1
fi

point_back
"$here/fetch-artifact.sh"
"$here/deploy-stack.sh"
"$here/compare-code.sh" || "$here/point-alias.sh"
"$here/compare-code.sh"
"$here/invoke-functions.sh"
say "**Rolled back automatically:** $STACK runs $VERSION again. This run stays red: mend the cause before the next deployment."
