#!/usr/bin/env bash
# Finds whether a tenant is there: it was deployed, or its service is in the cluster.
# env: CLUSTER  ECS cluster
# env: SERVICE  ECS service of the tenant
# env: TAG      tag of its newest deployment; empty: none
# out: exists   "true" or "false"
# exit: 0 told, other: the cluster could not be read
set -euo pipefail

exists=true
if [ -z "$TAG" ]; then
  found=$(aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --output json)
  exists=$(jq 'any(.services[]; .status == "ACTIVE")' <<< "$found")
fi
echo "The tenant is there: $exists."
printf 'exists=%s\n' "$exists" >> "$GITHUB_OUTPUT"
