#!/usr/bin/env bash
# Waits until a tenant serves: its service is stable, as many tasks run as should, and all its targets are healthy.
# env: CLUSTER       ECS cluster
# env: SERVICE       ECS service of the tenant
# env: TARGET_GROUP  its target group
# env: PRODUCTION    "true": it must serve; otherwise its tasks may be switched off
# env: ATTEMPTS      how often it is looked at, every 15 seconds
# exit: 0 serves, 1 not in time
set -euo pipefail

# Prints what is missing; nothing where it serves. Fails where that cannot be read.
missing() {
  local found told wanted arn health
  found=$(aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --output json) || return 1
  # First how many tasks are wanted, then what is wrong, if anything is.
  told=$(jq --raw-output '[.services[] | select(.status == "ACTIVE")][0] | if . == null then "none" else .desiredCount,
    if (.deployments | length) != 1 then "a deployment is going on"
    elif .deployments[0].rolloutState == "FAILED" then "the deployment failed: \(.deployments[0].rolloutStateReason)"
    elif .runningCount != .desiredCount then "\(.runningCount) of \(.desiredCount) tasks run"
    else empty end end' <<< "$found") || return 1
  [ "$told" != none ] || { echo "there is no service $SERVICE in $CLUSTER" && return; }
  read -r wanted <<< "$told"
  [ "$told" = "$wanted" ] || echo "${told#*$'\n'}"
  if [ "$wanted" = 0 ]; then
    if [ "$PRODUCTION" = true ]; then echo 'no tasks are wanted'; fi
    return
  fi
  arn=$(aws elbv2 describe-target-groups --names "$TARGET_GROUP" --query 'TargetGroups[0].TargetGroupArn' --output text) || return 1
  health=$(aws elbv2 describe-target-health --target-group-arn "$arn" --output json) || return 1
  jq --raw-output '[.TargetHealthDescriptions[].TargetHealth.State] | if length == 0 then "no target is registered"
    elif all(. == "healthy") then empty else "targets are \(join(", "))" end' <<< "$health"
}

for ((i = 1; i <= ATTEMPTS; i++)); do
  found=$(missing) || found='the service or its targets could not be read'
  if [ -z "$found" ]; then
    echo "$SERVICE is stable, and all its targets are healthy."
    exit 0
  fi
  echo "Look $i of $ATTEMPTS: ${found//$'\n'/, }."
  [ "$i" = "$ATTEMPTS" ] || sleep 15
done
echo "::error::$SERVICE does not serve: ${found//$'\n'/, }. The change is applied. Look at the events of the service and the logs of its tasks; to go back, revert the change on main and start this workflow again."
exit 1
