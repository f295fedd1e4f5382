#!/usr/bin/env bash
# Plans one tenant of many and, for apply, applies that very plan and waits until the tenant serves. A plan that would
# replace or destroy what holds data is refused: who wants it takes that tenant alone, and looks.
# env: TENANT             name of the tenant
# env: FOLDER             its folder
# env: OPERATION          plan or apply
# env: BULK               folder of what is known of all
# env: ENVIRONMENT        environment of the platform
# env: GH_TOKEN           token with actions: read and contents: read
# env: REGION             region of the environment
# env: STATE_BUCKET       bucket of state and plans
# env: STATE_KEY          key of its state
# env: LOCK_TABLE         DynamoDB table that is locked beside the lock file; empty: the file alone
# env: KMS_KEY            alias of the key of the state; empty: what the bucket does by itself
# env: CLUSTER            ECS cluster
# env: SERVICE            its ECS service
# env: TARGET_GROUP       its target group
# env: STATEFUL           types of resources that hold data, separated by spaces
# env: TENANT_FIELD       variable with the name of the tenant
# env: ENVIRONMENT_FIELD  variable with the environment
# env: RUNS_PREFIX        where each run notes that it begins to apply the tenant
# exit: 0 done, 1 not
set -euo pipefail
here=$(dirname "$0")
output() { sed --quiet "s/^$1=//p" "$GITHUB_OUTPUT" | tail -n 1; }
tell() { echo "$1" | tee "$RUNNER_TEMP/told"; }

errors=$("$here/tenant-errors.sh" "$BULK/findings.json" "$TENANT" "$ENVIRONMENT")
if [ -n "$errors" ]; then
  echo "$errors"
  tell "Not valid: ${errors%%$'\n'*}"
  exit 1
fi
"$here/init.sh"
"$here/newest-tag.sh"
TAG=$(output tag) "$here/find-tenant.sh"
export MODE=''
"$here/make-plan.sh"
"$here/plan-facts.sh"
LIMIT=50 "$here/summarize-plan.sh"
counts=$(jq --raw-output '"\(.replace | length) replaced, \(.delete | length) destroyed, \(.update | length) changed, \(.create | length) created"' "$RUNNER_TEMP/facts.json")
ACTION=$OPERATION SEEN='' EXISTS=$(output exists) PRODUCTION=false "$here/check-plan-safety.sh" || {
  if [ "$(jq '.stateful != []' "$RUNNER_TEMP/facts.json")" = true ]; then
    tell "Would lose data ($counts): take it alone, by the workflow for one tenant."
  fi
  exit 1
}
if [ "$OPERATION" = plan ]; then
  tell "Planned: $counts."
elif [ "$(output changes)" = false ]; then
  tell 'Nothing to change.'
else
  "$here/apply-plan.sh"
  PRODUCTION=false ATTEMPTS=40 "$here/verify-tenant.sh"
  tell "Applied: $counts."
fi
