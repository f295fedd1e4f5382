#!/usr/bin/env bash
# Takes the tenants of the list that were not taken yet, wave after wave: first a single one, then several at once. Stops
# behind a wave in which one was red, and begins none when the credentials are about to end.
# env: OPERATION          plan, apply, restart-service or release-lock
# env: WAVE_SIZE          tenants of a wave, the first excepted
# env: PARALLEL           tenants of a wave at once
# env: MINUTES            how long another tenant may be begun
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
# out: more  "true" where there was no time for the rest
# exit: 0 whatever came of them: the results say it
set -euo pipefail
here=$(dirname "$0")
export BULK=$RUNNER_TEMP/bulk
END=$(($(date +%s) + MINUTES * 60))
export END
mkdir -p "$BULK/tenants"

red() { find "$BULK/tenants" -name result.json -exec grep --quiet '"result":"failed"' {} \; -print -quit; }

more=true
while [ "$more" = true ]; do
  more=false
  # Looking changes nothing, so one that cannot be looked at stops none of the others.
  [ "$OPERATION" = plan ] || [ -z "$(red)" ] || break
  wave=() size=$WAVE_SIZE taken=0
  while IFS= read -r tenant; do
    if [ -f "$BULK/tenants/$tenant/result.json" ]; then taken=1; else wave+=("$tenant"); fi
  done < "$BULK/list"
  [ "$taken" = 1 ] || size=1
  wave=("${wave[@]:0:size}")
  [ "${#wave[@]}" -gt 0 ] || break
  more=true
  [ "$(date +%s)" -lt "$END" ] || break
  echo "Wave of ${#wave[@]}: ${wave[*]}"
  printf '%s\n' "${wave[@]}" | xargs --max-args=1 --max-procs="$PARALLEL" "$here/take-tenant.sh" || echo 'One broke off.'
  # The log of each in one piece, though they ran side by side.
  for tenant in "${wave[@]}"; do
    place=$BULK/tenants/$tenant
    [ -d "$place" ] || continue
    [ -f "$place/result.json" ] || jq --null-input --compact-output --arg tenant "$tenant" \
      '{tenant: $tenant, result: "failed", told: "It broke off without a word.", seconds: 0}' > "$place/result.json"
    jq --raw-output '"::group::\(.tenant): \(.result), \(.seconds) s"' "$place/result.json"
    cat "$place/log"
    echo '::endgroup::'
  done
done
printf 'more=%s\n' "$more" >> "$GITHUB_OUTPUT"
