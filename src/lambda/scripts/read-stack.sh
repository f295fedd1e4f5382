#!/usr/bin/env bash
# Reads what an environment runs, from the stack itself, and refuses states in which nothing may be deployed.
# env: STACK      name of the stack
# env: ALIAS      alias that callers use
# env: FUNCTIONS  logical id and name of each function, as id=name separated by spaces
# env: EXPECTED   version that must still run; "none": no stack; empty: not looked at
# env: REQUIRED   "true": something must run there
# out: version, digest, run-id: tags of the last deployment; "none" and empty where there is none
# out: since      when that was, in seconds since 1970
# out: points     Lambda version that each alias points to, as name=number separated by spaces
# exit: 0 read, 1 refused
set -euo pipefail

fail() {
  echo "::error::$1"
  exit 1
}

error=$(mktemp)
trap 'rm -f "$error"' EXIT
# A tag may be empty, which would move what stands behind it.
tag() { printf "(Tags[?Key=='%s'].Value)[0] || 'None'" "$1"; }
query="Stacks[0].[StackStatus, $(tag version), $(tag digest), $(tag run-id), LastUpdatedTime || CreationTime]"
if ! state=$(aws cloudformation describe-stacks --stack-name "$STACK" --query "$query" --output text 2> "$error"); then
  grep -Fq "Stack with id $STACK does not exist" "$error" || fail "Stack $STACK could not be read: $(tail -n 1 "$error")"
  state='ABSENT None None None 1970-01-01T00:00:00Z'
fi
read -r status version digest run updated <<< "$state"
[ "$digest" != None ] || digest=''
[ "$run" != None ] || run=''

case "$status" in
  REVIEW_IN_PROGRESS) fail "Stack $STACK is REVIEW_IN_PROGRESS: a first deployment works on it, or broke off before it made anything. If none does, remove the empty stack: aws cloudformation delete-stack --stack-name $STACK" ;;
  *_IN_PROGRESS) fail "Stack $STACK is $status: another deployment works on it. Start this again when it is done." ;;
  ROLLBACK_COMPLETE) fail "Stack $STACK is ROLLBACK_COMPLETE: its first creation failed. Read its events, then remove it: aws cloudformation delete-stack --stack-name $STACK" ;;
  UPDATE_ROLLBACK_FAILED) fail "Stack $STACK is UPDATE_ROLLBACK_FAILED: neither the update nor its undoing worked. Mend the resource that its events name, then: aws cloudformation continue-update-rollback --stack-name $STACK" ;;
  ABSENT) [ "$REQUIRED" != true ] || fail "Stack $STACK does not exist: nothing was deployed there yet. Deploy to this environment first." ;;
  *_FAILED) fail "Stack $STACK is $status. Read its events and mend it before the next deployment." ;;
esac

if [ "$REQUIRED" = true ] && [ "$version" = None ]; then
  fail "Stack $STACK has no version tag: it was not deployed by these workflows. Deploy to this environment first."
fi
[ "$version" != None ] || version=none
if [ -n "$EXPECTED" ] && [ "$version" != "$EXPECTED" ]; then
  fail "$STACK runs $version, but $EXPECTED ran when this run was prepared. Something was deployed in between: start a new run."
fi

points=()
if [ "$status" != ABSENT ]; then
  for pair in $FUNCTIONS; do
    name=${pair#*=}
    point=$(aws lambda get-alias --function-name "$name" --name "$ALIAS" --query FunctionVersion --output text 2> "$error") ||
      { grep -q ResourceNotFoundException "$error" && continue; } || fail "Alias $ALIAS of $name could not be read: $(tail -n 1 "$error")"
    points+=("$name=$point")
  done
fi

{
  printf 'version=%s\ndigest=%s\nrun-id=%s\n' "$version" "$digest" "$run"
  printf 'since=%s\npoints=%s\n' "$(date --date="$updated" +%s)" "${points[*]}"
} >> "$GITHUB_OUTPUT"
echo "$STACK is $status and runs $version${points:+ (${points[*]})}."
