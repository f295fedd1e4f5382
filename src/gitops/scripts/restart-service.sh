#!/usr/bin/env bash
# Starts the tasks of a tenant anew, with the definition that they have.
# env: CLUSTER  ECS cluster
# env: SERVICE  ECS service of the tenant
# exit: 0 begun, other: not
set -euo pipefail

aws ecs update-service --cluster "$CLUSTER" --service "$SERVICE" --force-new-deployment --query 'service.desiredCount' --output text > "$RUNNER_TEMP/tasks"
echo "$SERVICE starts $(< "$RUNNER_TEMP/tasks") tasks anew."
