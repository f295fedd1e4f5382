#!/usr/bin/env bash
# Compares one tenant with the code of main: reads its state and what there is, and changes nothing. What cannot be known
# is never called clean.
# usage: compare-tenant.sh TENANT 3> RESULT
# env: TENANTS       folder that holds a folder for each tenant
# env: ENVIRONMENT   environment of the platform
# env: REGION        region of the environment
# env: STATE_BUCKET  bucket of the state
# env: STATE_KEY     key of the state of a tenant, with {tenant} in it
# env: MARKER_KEY    key of the mark of a destroyed tenant, with {tenant} in it
# env: LOCK_TABLE    DynamoDB table that is locked beside the lock file; empty: the file alone
# env: KMS_KEY       alias of the key of the state; empty: what the bucket does by itself
# env: CLUSTER       ECS cluster
# env: SERVICE       ECS service of a tenant, with {tenant} in it
# env: RULES         file of the differences that mean nothing
# exit: 0 written: clean, drift, locked, absent, destroyed or error, as JSON; other: it could not be looked at
set -euo pipefail
here=$(dirname "$0") tenant=$1
folder=$TENANTS/$tenant
outputs=$(mktemp)
trap 'rm -rf "$outputs" "$outputs.mark" "$folder/.terraform" "$RUNNER_TEMP/tfplan" "$RUNNER_TEMP/plan.json"' EXIT

tell() {
  jq --null-input --compact-output --arg tenant "$tenant" --arg status "$1" --arg detail "$2" --argjson judged "${3:-{\}}" \
    '{tenant: $tenant, status: $status, detail: $detail} + $judged' >&3
  exit 0
}
# Scripts for steps say what they found as outputs of the step.
output() { sed --quiet "s/^$1=//p" "$outputs" | tail -n 1; }
# Whether the bucket has an object; what cannot be read is neither there nor absent.
there() {
  local said
  ! said=$(aws s3api head-object --bucket "$STATE_BUCKET" --key "$1" 2>&1) || return 0
  [[ "$said" == *'(404)'* ]] || tell error "s3://$STATE_BUCKET/$1 could not be read."
  return 1
}
stop_if_locked() {
  GITHUB_OUTPUT=$outputs STATE_KEY=$key "$here/look-at-lock.sh" || tell error 'Its locks could not be read.'
  [ "$(output held)" = false ] || tell locked "$(output locks | jq --raw-output 'map("\(.what // "?") by \(.who // "?") since \(.since // "?" | .[:19])") | join("; ")')"
}

key=$("$here/fill-tenant.sh" "$STATE_KEY" "$tenant") mark=$("$here/fill-tenant.sh" "$MARKER_KEY" "$tenant")
stop_if_locked
marked=false
if there "$mark"; then marked=true; fi
if ! there "$key"; then
  [ "$marked" = false ] || tell destroyed 'It was destroyed; its files are still on main.'
  SERVICE=$("$here/fill-tenant.sh" "$SERVICE" "$tenant") TAG='' GITHUB_OUTPUT=$outputs "$here/find-tenant.sh"
  [ "$(output exists)" = false ] || tell error 'It is there, but it has no state. Restore an older version of the object.'
  tell absent 'It was not deployed here.'
fi
# The mark of a tenant stays when it is made again.
if [ "$marked" = true ]; then
  aws s3api get-object --bucket "$STATE_BUCKET" --key "$mark" "$outputs.mark" > /dev/null || tell error "s3://$STATE_BUCKET/$mark could not be read."
  [ "$(jq --raw-output .status "$outputs.mark")" != destroying ] || tell locked 'its destruction has begun, and has not ended'
fi

GITHUB_OUTPUT=$outputs FOLDER=$folder STATE_KEY=$key "$here/init.sh" || tell error 'Terraform could not be initialized; the log says why.'
# A provider that waits for an answer must not take the time of the others.
FOLDER=$folder MODE='' GITHUB_OUTPUT=$outputs timeout --kill-after=30 600 "$here/make-plan.sh" ||
  tell error 'Terraform could not plan it, or not within ten minutes; the log says why.'
[ "$(output changes)" != false ] || tell clean ''
terraform -chdir="$folder" show -json "$RUNNER_TEMP/tfplan" > "$RUNNER_TEMP/plan.json"
judged=$("$here/judge-plan.sh" "$RUNNER_TEMP/plan.json")
[ "$(jq '.drift == []' <<< "$judged")" != true ] || tell clean '' "$judged"
# Somebody may have begun to deploy it while it was looked at.
stop_if_locked
tell drift '' "$judged"
