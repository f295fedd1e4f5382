#!/usr/bin/env bash
# Remembers what runs now by an alias of its own, so that a rollback can itself be taken back.
# env: POINTS  where the aliases point, as name=number separated by spaces
# exit: 0 remembered, or remembered by an earlier attempt; other: not
set -euo pipefail
name=rollback-checkpoint-$GITHUB_RUN_ID

for point in $POINTS; do
  if known=$(aws lambda get-alias --function-name "${point%=*}" --name "$name" --query FunctionVersion --output text 2> /dev/null); then
    echo "${point%=*}:$name points to Lambda version $known since an earlier attempt."
    continue
  fi
  aws lambda create-alias --function-name "${point%=*}" --name "$name" --function-version "${point#*=}" \
    --description "What ran before the rollback of run $GITHUB_RUN_ID" > /dev/null
  echo "${point%=*}:$name points to Lambda version ${point#*=}."
done
