#!/usr/bin/env bash
# Does one operation to one tenant, as the workflow for a single one would, and says in told of its folder what came of it.
# env: TENANT             name of the tenant
# env: OPERATION          plan, apply, restart-service or release-lock
# env: BULK               folder of what is known of all
# env: ENVIRONMENT        environment of the platform
# env: TENANTS            folder that holds a folder for each tenant
# env: GH_TOKEN           token with actions: read and contents: read
# env: REGION             region of the environment
# env: STATE_BUCKET       bucket of state and plans
# env: STATE_KEY          key of the state of a tenant, with {tenant} in it
# env: LOCK_TABLE         DynamoDB table that is locked beside the lock file; empty: the file alone
# env: KMS_KEY            alias of the key of the state; empty: what the bucket does by itself
# env: PLANS_PREFIX       where notes of runs lie
# env: CLUSTER            ECS cluster
# env: SERVICE            ECS service of a tenant, with {tenant} in it
# env: TARGET_GROUP       target group of a tenant, with {tenant} in it
# env: STATEFUL           types of resources that hold data, separated by spaces
# env: TENANT_FIELD       variable with the name of the tenant
# env: ENVIRONMENT_FIELD  variable with the environment
# exit: 0 done, 3 left alone, 4 locked, other: failed
set -euo pipefail
here=$(dirname "$0")
# Scripts of steps say what they found as outputs of the step.
output() { sed --quiet "s/^$1=//p" "$GITHUB_OUTPUT" | tail -n 1; }
tell() { echo "$1" | tee "$RUNNER_TEMP/told"; }

export FOLDER=$TENANTS/$TENANT
"$here/name-tenant.sh"
STATE_KEY=$(output state-key) SERVICE=$(output service) TARGET_GROUP=$(output target-group) RUNS_PREFIX=$(output runs-prefix)
export STATE_KEY SERVICE TARGET_GROUP RUNS_PREFIX

marker=$RUNNER_TEMP/marker.json
if said=$(aws s3api get-object --bucket "$STATE_BUCKET" --key "destroyed/$TENANT.json" "$marker" 2>&1); then
  # The mark stays when a tenant is made again, and only then it has a state.
  status=$(jq --raw-output .status "$marker")
  if [ "$status" != destroyed ] || ! aws s3api head-object --bucket "$STATE_BUCKET" --key "$STATE_KEY" > /dev/null; then
    tell 'It was destroyed; its values are still on main.'
    exit 3
  fi
elif [[ "$said" != *NoSuchKey* ]]; then
  echo "::error::Whether it was destroyed could not be read: ${said//$'\n'/ }"
  exit 1
fi

"$here/look-at-lock.sh"
LOCKS=$(output locks) ACTION=$OPERATION OWNER='' ALIVE=''
export LOCKS ACTION OWNER ALIVE
if [ "$(output held)" = true ]; then
  "$here/check-lock-owner.sh"
  OWNER=$(output owner) ALIVE=$(output alive)
  who=$(jq --raw-output 'map("\(.who // "?") since \(.since // "?" | .[:19])") | unique | join("; ")' <<< "$LOCKS")
  "$here/tell-lock.sh" || {
    case "$ALIVE" in
      true) tell "Locked by $who: run $OWNER, which still goes on." ;;
      false) tell "Locked by $who: run $OWNER, which is over; release-lock removes it." ;;
      *) tell "Locked by $who, which is no known run: ask them." ;;
    esac
    exit 4
  }
elif [ "$OPERATION" = release-lock ]; then
  tell 'Nobody holds a lock.'
  exit 3
fi

case "$OPERATION" in
  plan | apply) "$here/operate-terraform.sh" ;;
  restart-service)
    "$here/restart-service.sh"
    PRODUCTION=false ATTEMPTS=40 "$here/verify-tenant.sh"
    tell 'Restarted, and it serves.'
    ;;
  release-lock)
    SHOWN=$LOCKS "$here/release-lock.sh"
    tell "Released what run $OWNER had left."
    ;;
esac
