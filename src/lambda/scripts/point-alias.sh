#!/usr/bin/env bash
# Points the alias of each function at the published Lambda version that holds the artifact's code, if there is one.
# A redeployed artifact is no change of the template, so CloudFormation may leave an alias that somebody moved.
# env: FUNCTIONS  logical id and name of each function, as id=name separated by spaces
# env: ALIAS      alias that callers use
# env: ARTIFACT   folder with artifact.sha256
# exit: 0 every alias points at it, 1 some function has no such version
set -euo pipefail
missing=0

for pair in $FUNCTIONS; do
  id=${pair%%=*} name=${pair#*=}
  digest=$(awk -v file="$id.zip" '$2 == file { print $1 }' "$ARTIFACT/artifact.sha256")
  code=$(basenc --base16 --decode <<< "${digest^^}" | base64)
  number=$(aws lambda list-versions-by-function --function-name "$name" --output json |
    jq --raw-output --arg code "$code" '[.Versions[] | select(.Version != "$LATEST" and .CodeSha256 == $code) | .Version | tonumber] | max // empty')
  if [ -z "$number" ]; then
    echo "$name has no published version with the code of this artifact."
    missing=1
    continue
  fi
  current=$(aws lambda get-alias --function-name "$name" --name "$ALIAS" --query FunctionVersion --output text)
  if [ "$current" != "$number" ]; then
    aws lambda update-alias --function-name "$name" --name "$ALIAS" --function-version "$number" \
      --routing-config '{"AdditionalVersionWeights":{}}' > /dev/null
    echo "$name:$ALIAS now points to Lambda version $number (was $current)."
  fi
done
exit "$missing"
