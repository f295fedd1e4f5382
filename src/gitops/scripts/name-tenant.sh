#!/usr/bin/env bash
# Names what belongs to a tenant in an environment, from the patterns of the table.
# env: TENANT         name of the tenant
# env: STATE_KEY      key of its state, with {tenant} in it
# env: SERVICE        its ECS service, with {tenant} in it
# env: TARGET_GROUP   its target group, with {tenant} in it
# env: PLANS_PREFIX   where saved plans lie
# out: state-key, service, target-group, plan-key, runs-prefix
# exit: 0 named
set -euo pipefail
here=$(dirname "$0")

{
  printf 'state-key=%s\n' "$("$here/fill-tenant.sh" "$STATE_KEY" "$TENANT")"
  printf 'service=%s\n' "$("$here/fill-tenant.sh" "$SERVICE" "$TENANT")"
  printf 'target-group=%s\n' "$("$here/fill-tenant.sh" "$TARGET_GROUP" "$TENANT")"
  printf 'plan-key=%s\n' "$PLANS_PREFIX$TENANT/$GITHUB_RUN_ID/tfplan"
  # Each run that begins to apply leaves a note here: Terraform's lock does not say whose it is.
  printf 'runs-prefix=%s\n' "$PLANS_PREFIX$TENANT/applying/"
} >> "$GITHUB_OUTPUT"
