#!/usr/bin/env bash
# Takes one tenant of a wave, and notes what came of it. Log, outputs and plan of each have a folder of their own.
# usage: take-tenant.sh TENANT
# env: BULK               folder of the list and of what came of each
# env: END                second after which none is begun
# env: OPERATION          plan, apply, restart-service or release-lock
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
# exit: 0 noted, or not begun
set -euo pipefail
here=$(dirname "$0")
export TENANT=$1
place=$BULK/tenants/$TENANT
begun=$(date +%s)
[ "$begun" -lt "$END" ] || exit 0
mkdir -p "$place"
: > "$place/told"

code=0
RUNNER_TEMP=$place GITHUB_OUTPUT=$place/outputs GITHUB_STEP_SUMMARY=$place/summary \
  "$here/operate-tenant.sh" < /dev/null > "$place/log" 2>&1 || code=$?
case "$code" in
  0) result='done' ;;
  3) result=skipped ;;
  4) result=locked ;;
  *) result=failed ;;
esac
# What failed has said why last.
[ -s "$place/told" ] || sed --quiet 's/^::error::/Refused: /p' "$place/log" | tail -n 1 > "$place/told"
[ -s "$place/told" ] || echo 'The log says why.' > "$place/told"
# A plan holds values.
rm -rf "$place/tfplan" "$place/plan.json" "${TENANTS:?}/$TENANT/.terraform"
jq --null-input --compact-output --arg tenant "$TENANT" --arg result "$result" --rawfile told "$place/told" \
  --argjson seconds "$(($(date +%s) - begun))" '{tenant: $tenant, result: $result, told: ($told | rtrimstr("\n")), seconds: $seconds}' > "$place/new.json"
mv "$place/new.json" "$place/result.json"
