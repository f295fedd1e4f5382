#!/usr/bin/env bash
# Copies the record of a deployment into DynamoDB, where the platform's dashboards look.
# env: TABLE        name of the table, with key deployment_id
# env: ENVIRONMENT  environment of the platform
# env: ACTION       "deploy" or "rollback"
# env: VERSION      what was deployed
# env: PREVIOUS     what ran before
# env: REASON       why, for rollbacks and emergencies
# exit: 0 written, other: not
set -euo pipefail
REASON=${REASON# } # what is left of the place of a ticket that was not given

item=$(jq --null-input --arg id "$ACTION-$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT" --arg at "$(date --utc +%FT%TZ)" \
  --arg environment "$ENVIRONMENT" --arg action "$ACTION" --arg from "$PREVIOUS" --arg to "$VERSION" \
  --arg actor "$GITHUB_ACTOR" --arg reason "$REASON" \
  '{deployment_id: $id, timestamp: $at, environment: $environment, action: $action, from_version: $from,
    to_version: $to, actor: $actor, reason: $reason} | map_values({S: .})')
aws dynamodb put-item --table-name "$TABLE" --item "$item"
