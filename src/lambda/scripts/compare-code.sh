#!/usr/bin/env bash
# Compares what callers hit with an artifact: the alias's CodeSha256 must be the digest in its manifest.
# env: FUNCTIONS  logical id and name of each function, as id=name separated by spaces
# env: ALIAS      alias that callers use
# env: ARTIFACT   folder with artifact.sha256
# exit: 0 the same, 1 not
set -euo pipefail
different=0

for pair in $FUNCTIONS; do
  id=${pair%%=*} name=${pair#*=}
  expected=$(awk -v file="$id.zip" '$2 == file { print $1 }' "$ARTIFACT/artifact.sha256")
  code=$(aws lambda get-function-configuration --function-name "$name" --qualifier "$ALIAS" --query CodeSha256 --output text)
  actual=$(base64 --decode <<< "$code" | basenc --base16 --wrap=0 | tr A-F a-f)
  if [ -z "$expected" ] || [ "$actual" != "$expected" ]; then
    echo "$name:$ALIAS runs code ${actual:0:12}, the artifact has ${expected:0:12}."
    different=1
  fi
done
exit "$different"
